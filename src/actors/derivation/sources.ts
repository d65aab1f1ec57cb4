import type { Trouble } from '../../../machines/follower/readings.ts'
import type { BlockRef, L1View } from '../../../machines/values.ts'
import { isAbsent, type RollupNodePort, type SyncStatus } from '../../ports/rollup-node.ts'
import { allOf } from '../answers.ts'

/** How far one rollup node has derived. */
export interface Source {
  readonly node: RollupNodePort
  readonly localSafe: BlockRef
  readonly finalized: BlockRef
  readonly currentL1: L1View
}

export interface SourcesDiffer {
  readonly kind: 'sources-differ'
  readonly detail: string
}

export type SourcesReading =
  | { readonly kind: 'ok'; readonly value: readonly Source[] }
  | SourcesDiffer
  | Trouble

/** All sources must answer: one that is away, or starts, or resets, is a hold. */
export async function readSources(
  nodes: readonly RollupNodePort[],
  signal: AbortSignal,
): Promise<SourcesReading> {
  const statuses = await allOf(nodes.map((node) => node.syncStatus(signal)))
  if (statuses.kind !== 'ok') return statuses
  const sources = statuses.value.map((status, index) => sourceOf(nodes[index]!, status))
  const silent = sources.find(isBlank)
  return silent === undefined ? { kind: 'ok', value: sources } : differ(blankDetail(silent))
}

export function differ(detail: string): SourcesDiffer {
  return { kind: 'sources-differ', detail }
}

/** True when a source gave up a block that it had derived: it reset, or derived another branch. */
export function rewound(before: readonly Source[], after: readonly Source[]): boolean {
  return before.some(({ localSafe }, index) => {
    const now = after[index]!.localSafe
    return now.number < localSafe.number || (now.number === localSafe.number && now.hash !== localSafe.hash)
  })
}

/** True when any local-safe head is another one now, forward or back. */
export function moved(before: readonly Source[], after: readonly Source[]): boolean {
  return before.some(({ localSafe }, index) => after[index]!.localSafe.hash !== localSafe.hash)
}

/** The least that all sources have reached, by any of their heads. */
export function lowest<T extends { readonly number: number }>(heads: readonly T[]): T {
  return heads.reduce((least, head) => (head.number < least.number ? head : least))
}

function sourceOf(node: RollupNodePort, status: SyncStatus): Source {
  return {
    node,
    localSafe: refOf(status.local_safe_l2),
    finalized: refOf(status.finalized_l2),
    currentL1: refOf(status.current_l1),
  }
}

/** Only what a machine may hold: the rest of a head stays here. */
function refOf({ number, hash }: BlockRef): BlockRef {
  return { number, hash }
}

function isBlank({ localSafe, finalized, currentL1 }: Source): boolean {
  return [localSafe, finalized, currentL1].some(isAbsent)
}

function blankDetail({ node, localSafe, finalized, currentL1 }: Source): string {
  const heads = { 'local-safe': localSafe, finalized, 'current L1': currentL1 }
  const absent = Object.entries(heads).filter(([, head]) => isAbsent(head))
  const names = absent.map(([name]) => name).join(' and no ')
  return `${node.name} names no ${names} block: it is starting or resetting`
}
