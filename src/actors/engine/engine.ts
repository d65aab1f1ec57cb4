import type { Denial } from '../../../machines/follower/facts.ts'
import type {
  CommandInput,
  CommandOutcome,
  ReadBackOutcome,
  ReplaceInput,
  ReplaceOutcome,
} from '../../../machines/follower/outcomes.ts'
import type { EngineQuestion, EngineReading } from '../../../machines/follower/readings.ts'
import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { Answer } from '../../ports/trouble.ts'

/** What the follower machine asks of an engine, whether it is a real client or one on paper. */
export interface Engine {
  /**
   * Moves the labels once. A command that was sent and not answered is `unknown`, never a failure.
   * `beforeSending` is called once if the command is admitted, in time: if it throws, nothing is sent.
   */
  readonly command: (
    input: CommandInput,
    signal: AbortSignal,
    beforeSending?: () => void,
  ) => Promise<CommandOutcome>
  /** What the labels are now: the only thing by which a promotion counts. */
  readonly readBack: (signal: AbortSignal) => Promise<ReadBackOutcome>
  readonly read: (question: EngineQuestion, signal: AbortSignal) => Promise<EngineReading>
}

/** Our block right above the cross-safe head, and what was attested in its place. */
export interface ReduceInput {
  readonly ours: BlockRef
  readonly parent: BlockRef
  readonly attested: BlockRef
}

/** What the follower asks of an engine when the attested chain leaves ours. */
export interface Replacer {
  /**
   * The hash of our block with nothing but its deposits, on the same parent. Built by the client when
   * the block has other transactions, unless the attested one is held as a whole and is just that;
   * nothing of it stays, and no label moves.
   */
  readonly reduce: (input: ReduceInput, signal: AbortSignal) => Promise<Answer<Hash>>
  /**
   * Reduces our block, compares the hash with the attested one, imports the reduction, denies ours and
   * moves the head to it; when the chain goes through it already, that is said and nothing is moved.
   * `beforeDenying` is called when all but the moving is done, unless ours is denied already: if it
   * throws, the head stays. `safe` is not raised here.
   */
  readonly replace: (
    input: ReplaceInput,
    signal: AbortSignal,
    beforeDenying: (denial: Denial) => void,
  ) => Promise<ReplaceOutcome>
}

/** What a rollup node asks of its execution client. The gate stands in between and owns the labels. */
export type RollupNodeEngine = Pick<
  ExecutionClientPort,
  'forkchoiceUpdated' | 'newPayload' | 'getPayload' | 'block'
>
