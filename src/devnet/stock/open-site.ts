import type { Chronicle } from '../chronicle.ts'
import { buildPrograms } from './programs/build.ts'
import { stockPrograms } from './programs/packages.ts'
import { createSite, type Grounds, type Site } from './site.ts'

export interface StockOptions extends Grounds {
  readonly chronicle: Chronicle
  /** Called when a program ends that nobody has ended. */
  readonly onBroken: (error: unknown) => void
  /** Ends a start that is under way. */
  readonly signal: AbortSignal
}

export type OpenedSite =
  | { readonly kind: 'open'; readonly site: Site }
  /** The programs cannot be had. */
  | { readonly kind: 'no-programs'; readonly detail: string }

/** Builds the stock programs where that was never done, and makes the place where they run. */
export async function openStockSite(options: StockOptions): Promise<OpenedSite> {
  const { chronicle, onBroken, signal } = options
  const say = (text: string) => chronicle.announce({ event: 'step', outcome: 'doing', text })
  const programs = await buildPrograms({
    names: stockPrograms,
    signal,
    onBuild: (name) => say(`building ${name}, which takes a minute or more, and is kept for the next time`),
  })
  if (programs.kind !== 'ready') {
    return { kind: 'no-programs', detail: `there are no stock programs to run: ${programs.detail}` }
  }
  const site = await createSite(programs.paths, options, signal)
  site.broken.addEventListener('abort', () => onBroken(site.broken.reason))
  return { kind: 'open', site }
}
