import type { Hash } from '../../../machines/values.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { Assertion, Target } from './assertion.ts'
import type { ReadBlock } from './labels.ts'

/** What a call finds in front of it when its turn comes. Only the call whose turn it is may write. */
export interface Desk {
  readonly client: ExecutionClientPort
  /** Reads with the deadline of one call. */
  readonly block: ReadBlock
  /** Once sent, a call is cut off by its deadline alone: its caller's leaving does not undo it. */
  readonly deadline: () => AbortSignal
  assertion: Assertion
  /** The labels of the last command that the client called VALID: `finalized` is below `safe`, whatever comes. */
  taken: Target | null
  /** The head of the last forkchoice, while the client says that it does not have it yet. */
  awaitedHead: Hash | null
}

export const zeroHash: Hash = `0x${'00'.repeat(32)}`
