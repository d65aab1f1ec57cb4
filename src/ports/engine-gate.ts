import type { BlockRef, Hash } from '../../machines/values.ts'
import type { ForkchoiceResult, ForkchoiceState, PayloadStatus } from './execution-client.ts'
import type { Answer } from './trouble.ts'

/** A block that the rollup node hands in: what its payload says of itself. */
export interface OfferedBlock extends BlockRef {
  readonly parentHash: Hash
  /** Such a block on a good parent is never denied: the node would build it again and again. */
  readonly depositsOnly: boolean
}

/**
 * The rollup node's side of the gate. Each call takes its turn among the machine's commands; `send`
 * passes it on to the client, and only if the gate lets it; a forkchoice is sent again without labels
 * where the client refuses the very ones it has, under a head below them. What the gate answers in its place
 * follows design §6: INVALID for a denied payload, -38002 for a denied head, SYNCING for one whose
 * ancestry nobody knows while something is denied. When `signal` aborts before its turn, nothing is sent.
 */
export interface NodeCallsPort {
  readonly forkchoice: (
    state: ForkchoiceState,
    send: (labelled: ForkchoiceState) => Promise<Answer<ForkchoiceResult>>,
    signal: AbortSignal,
  ) => Promise<Answer<ForkchoiceResult>>
  readonly newPayload: (
    block: OfferedBlock,
    send: () => Promise<Answer<PayloadStatus>>,
    signal: AbortSignal,
  ) => Promise<Answer<PayloadStatus>>
  readonly getPayload: <T>(send: () => Promise<Answer<T>>, signal: AbortSignal) => Promise<Answer<T>>
}
