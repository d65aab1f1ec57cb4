import type { CommandInput, CommandOutcome, ReadBackOutcome } from '../../../machines/follower/outcomes.ts'
import type { EngineQuestion, EngineReading } from '../../../machines/follower/readings.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'

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

/** What a rollup node asks of its execution client. The gate stands in between and owns the labels. */
export type RollupNodeEngine = Pick<
  ExecutionClientPort,
  'forkchoiceUpdated' | 'newPayload' | 'getPayload' | 'block'
>
