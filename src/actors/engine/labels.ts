import type { Labels } from '../../../machines/follower/readings.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { BlockHeader, BlockSelector } from '../../ports/execution-client.ts'
import type { Answer } from '../../ports/trouble.ts'

export type ReadBlock = (selector: BlockSelector) => Promise<Answer<BlockHeader | null>>

/** A client that has finalized nothing yet has finalized its genesis. */
export async function readLabels(block: ReadBlock): Promise<Answer<Labels>> {
  const [head, safe, finalized] = await Promise.all([
    block({ tag: 'latest' }),
    block({ tag: 'safe' }),
    block({ tag: 'finalized' }),
  ])
  if (head.kind !== 'ok') return head
  if (safe.kind !== 'ok') return safe
  if (finalized.kind !== 'ok') return finalized
  if (head.value === null) return { kind: 'malformed', detail: 'the client has no latest block' }
  const standing = finalized.value === null ? await block({ tag: 'earliest' }) : finalized
  if (standing.kind !== 'ok') return standing
  return {
    kind: 'ok',
    value: { head: refOf(head.value), safe: refOrNull(safe.value), finalized: refOrNull(standing.value) },
  }
}

function refOrNull(header: BlockHeader | null): BlockRef | null {
  return header === null ? null : refOf(header)
}

function refOf({ number, hash }: BlockHeader): BlockRef {
  return { number, hash }
}
