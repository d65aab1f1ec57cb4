import type { ConsolidationStop } from '../../../machines/follower/readings.ts'
import type { OriginFacts } from '../../derive/attributes/origin-facts.ts'
import { consolidateBlock } from '../../derive/consolidate-block.ts'
import type { SealedHeader } from '../../derive/header.ts'
import type { Receipt } from '../../derive/receipt.ts'
import type { Rules } from '../../derive/rules.ts'
import type { L1OriginsPort } from '../../ports/l1-origins.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import { type Parent, parentOf } from './parent.ts'
import { stopOf, stopOfLook, unreadable } from './stops.ts'

export type Checked =
  /** The block is what its parent and L1 make of it, and is the next one's parent. */
  | { readonly kind: 'consolidated'; readonly block: Parent }
  | { readonly kind: 'stopped'; readonly stop: ConsolidationStop }
  | Trouble

/** Rebuilds one block of our chain from its parent and the L1 origin that it names. */
export async function checkBlock(
  rules: Rules,
  origins: L1OriginsPort,
  parent: Parent,
  envelope: ExecutionPayloadEnvelope,
  signal: AbortSignal,
): Promise<Checked> {
  const { blockNumber: number, blockHash: hash } = envelope.payload
  const at = { number, hash }
  const named = parentOf(rules, envelope)
  if (named.kind !== 'ok') return { kind: 'stopped', stop: unreadable(at, named.reason) }
  const { origin } = named.value

  const look = await origins.origin(origin, signal)
  if (look.kind !== 'ok') return look
  if (look.value.kind !== 'canonical') return { kind: 'stopped', stop: stopOfLook(at, origin, look.value) }
  const { header } = look.value

  const receipts = await receiptsOf(header, parent, origins, signal)
  if (receipts.kind !== 'ok') return receipts
  const facts: OriginFacts = { header, receipts: receipts.value, next: null }
  let found = consolidateBlock(rules, parent.envelope, envelope, facts)
  if (found.kind === 'needs-next-origin') {
    const next = await origins.next(header, signal)
    if (next.kind !== 'ok') return next
    found = consolidateBlock(rules, parent.envelope, envelope, { ...facts, next: next.value })
  }
  const stop = stopOf(at, origin, found)
  return stop === null ? { kind: 'consolidated', block: named.value } : { kind: 'stopped', stop }
}

/** Deposits and changes of the system config come with the first block of an epoch alone. */
async function receiptsOf(
  header: SealedHeader,
  parent: Parent,
  origins: L1OriginsPort,
  signal: AbortSignal,
): Promise<Answer<readonly Receipt[] | null>> {
  if (header.hash === parent.origin.hash) return { kind: 'ok', value: null }
  return origins.receipts(header, signal)
}
