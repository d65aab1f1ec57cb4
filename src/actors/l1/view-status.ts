import type { Attestation, Hash, L1View, L1ViewStatus } from '../../../machines/values.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { Answer } from '../../ports/trouble.ts'
import { allOf } from '../answers.ts'

export type ViewStatuses = Readonly<Record<Hash, L1ViewStatus>>

/** How many blocks one reader asks for at a time. */
const limitConcurrentCalls = 8

/** What L1 says of each view, by the view's hash. A height named by several views is read once. */
export async function viewStatuses(
  l1: L1Port,
  views: readonly L1View[],
  signal: AbortSignal,
): Promise<Answer<ViewStatuses>> {
  const heights = [...new Set(views.map(({ number }) => number))]
  const canonical = new Map<number, L1View | null>()
  for (let from = 0; from < heights.length; from += limitConcurrentCalls) {
    const some = heights.slice(from, from + limitConcurrentCalls)
    const blocks = await allOf(some.map((height) => l1.blockAt(height, signal)))
    if (blocks.kind !== 'ok') return blocks
    some.forEach((height, index) => void canonical.set(height, blocks.value[index] ?? null))
  }
  return { kind: 'ok', value: byHash(views, canonical) }
}

/** The views that statements name; a statement of the blocks topic names none. */
export function viewsOf(statements: readonly Attestation[]): L1View[] {
  return statements.map(({ l1View }) => l1View).filter((view) => view !== null)
}

/** Of two views that give one hash two heights at most one is true: the doubtful status wins. */
function byHash(views: readonly L1View[], canonical: ReadonlyMap<number, L1View | null>): ViewStatuses {
  const statuses: Record<Hash, L1ViewStatus> = {}
  for (const view of views) {
    const known = statuses[view.hash] ?? 'canonical'
    if (known === 'canonical') statuses[view.hash] = statusOf(view, canonical.get(view.number) ?? null)
  }
  return statuses
}

function statusOf(view: L1View, canonical: L1View | null): L1ViewStatus {
  if (canonical === null) return 'ahead'
  return canonical.hash === view.hash ? 'canonical' : 'orphaned'
}
