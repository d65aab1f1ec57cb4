import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { Ancestry } from './ancestry.ts'
import type { Assertion, Target } from './assertion.ts'
import type { Denials } from './denials.ts'
import type { ReadBlock } from './labels.ts'
import type { Links } from './links.ts'

/** What a call finds in front of it when its turn comes. Only the call whose turn it is may write. */
export interface Desk {
  readonly client: ExecutionClientPort
  /** Reads with the deadline of one call. */
  readonly block: ReadBlock
  /** Once sent, a call is cut off by its deadline alone: its caller's leaving does not undo it. */
  readonly deadline: () => AbortSignal
  readonly links: Links
  readonly ancestry: Ancestry
  readonly denials: Denials
  readonly attestedPayload: AttestedPayload
  assertion: Assertion
  /** The labels of the last command that the client called VALID: `finalized` is below `safe`, whatever comes. */
  taken: Target | null
  /** The head of the last forkchoice, while the client says that it does not have it yet. */
  awaitedHead: Hash | null
  /** The head of the rollup node's last forkchoice, whatever became of it. */
  nodeHead: Hash | null
  /** The last denied block that the rollup node handed in since somebody asked. */
  offered: BlockRef | null
  reduced: Reduced | null
  /** The last replacement that the client called invalid: even if we hold it, ours is built and compared. */
  refused: Hash | null
}

/** An attested block as a whole; null when nobody said more of it than its hash, or we no longer hold it. */
export type AttestedPayload = (block: BlockRef) => ExecutionPayloadEnvelope | null

/** The last block that the client built to reduce one of ours. */
interface Reduced {
  readonly ours: Hash
  readonly reduction: ExecutionPayloadEnvelope
}

export const zeroHash: Hash = `0x${'00'.repeat(32)}`
