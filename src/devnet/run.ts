import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../ports/clock.ts'
import type { LogPort } from '../ports/log.ts'
import { type Chronicle, createChronicle } from './chronicle.ts'
import { type Cleanup, createCleanup } from './cleanup.ts'
import { type NetworkOptions, startNetwork } from './network.ts'
import type { DevnetOptions } from './options.ts'
import { startReaper } from './reaper/reaper.ts'
import { scenarios } from './scenarios/scenarios.ts'
import { createStage, StoryEnded } from './scenarios/stage.ts'
import { type DemonstrationOptions, startDemonstration } from './stock/demonstration.ts'
import { openStockSite } from './stock/open-site.ts'
import { stockScenarios } from './stock/scenarios/scenarios.ts'
import type { Grounds } from './stock/site.ts'
import { createDisplay, type DisplayKind } from './view/display.ts'
import type { Terminal } from './view/screen.ts'
import { openWorkspace } from './workspace.ts'

export interface DevnetSurroundings {
  readonly stdout: Terminal & { readonly isTTY?: boolean }
  readonly log: LogPort
  /** Ends the network; a Ctrl-C, for instance. */
  readonly signal: AbortSignal
}

/** How it ended: `ok` is what the exit code says, `text` what a person should know. */
interface Ending {
  readonly ok: boolean
  readonly text: string
}

/**
 * Runs the embedded network until it is ended, has promoted enough, or its story is told.
 * Resolves to the exit code when nothing of it is left, neither processes nor files.
 */
export async function runDevnet(options: DevnetOptions, surroundings: DevnetSurroundings): Promise<number> {
  const { stdout } = surroundings
  const display = createDisplay(displayKind(options, stdout), stdout)
  const chronicle = createChronicle(display.show, systemClock)
  try {
    const { ok, text } = await lifetime(options, surroundings, chronicle)
    chronicle.announce({ event: 'ended', ok, promotions: chronicle.view().promotions, text })
    return ok ? 0 : 1
  } finally {
    display.close()
  }
}

/** With log lines between them, frames could not be repainted in place. */
function displayKind(
  { json, verbose }: DevnetOptions,
  { isTTY = false }: { readonly isTTY?: boolean },
): DisplayKind {
  if (json) return 'json'
  return isTTY && !verbose ? 'terminal' : 'lines'
}

/** From nothing to nothing; what fails is told, not thrown. */
async function lifetime(
  options: DevnetOptions,
  surroundings: DevnetSurroundings,
  chronicle: Chronicle,
): Promise<Ending> {
  const cleanup = createCleanup()
  const ending = new AbortController()
  try {
    const signal = AbortSignal.any([surroundings.signal, ending.signal])
    const grounds = await openGrounds(cleanup)
    const onBroken = (error: unknown) => ending.abort(error)
    const parts = { ...grounds, chronicle, onBroken, rpc: options.rpc, signal }
    if (options.stock) return await onStock(options, parts)
    return await untilEnded(options, { ...parts, clock: systemClock, log: surroundings.log })
  } catch (error) {
    return failure(error, options, surroundings.signal)
  } finally {
    ending.abort()
    await cleanup.run()
  }
}

async function openGrounds(cleanup: Cleanup): Promise<Grounds> {
  const workspace = await openWorkspace()
  cleanup.defer(workspace.remove)
  const reaper = startReaper(workspace.root)
  cleanup.defer(reaper.finish)
  return { workspace, reaper, cleanup }
}

async function onStock(options: DevnetOptions, parts: DemonstrationOptions): Promise<Ending> {
  const { scenario } = options
  const played = scenario === null ? null : stockScenarios[scenario]
  if (played === undefined) return { ok: false, text: `${scenario} is not played on stock programs` }
  const opened = await openStockSite(parts)
  if (opened.kind !== 'open') return { ok: false, text: opened.detail }
  const { chronicle, signal } = parts
  if (played === null) {
    await startDemonstration(opened.site, parts)
    return untilPromoted(options, chronicle, signal)
  }
  await played.perform(opened.site, parts, createStage(chronicle, signal))
  return { ok: true, text: `that was ${scenario}: ${played.about}` }
}

async function untilEnded(options: DevnetOptions, parts: NetworkOptions): Promise<Ending> {
  const { chronicle, signal } = parts
  const { scenario } = options
  if (scenario === null) {
    await startNetwork(parts)
    return untilPromoted(options, chronicle, signal)
  }
  const { about, perform } = scenarios[scenario]
  await perform(parts, createStage(chronicle, signal))
  return { ok: true, text: `that was ${scenario}: ${about}` }
}

async function untilPromoted(
  { promotions }: DevnetOptions,
  chronicle: Chronicle,
  signal: AbortSignal,
): Promise<Ending> {
  while (promotions === null || chronicle.view().promotions < promotions) {
    await sleep(50, undefined, { signal })
  }
  return { ok: true, text: 'enough promotions; everything is stopped' }
}

/** Being ended from outside is how a run without a story ends well. */
function failure(error: unknown, { scenario }: DevnetOptions, ended: AbortSignal): Ending {
  if (error instanceof StoryEnded) return { ok: false, text: `this was not seen: ${error.message}` }
  if (ended.aborted) {
    return scenario === null
      ? { ok: true, text: 'ended; everything is stopped' }
      : { ok: false, text: `ended before the story of ${scenario} was told` }
  }
  const reason = error instanceof Error && error.name === 'AbortError' ? error.cause : error
  const text = reason instanceof Error ? reason.message : String(reason)
  return { ok: false, text: `the network broke: ${text}` }
}
