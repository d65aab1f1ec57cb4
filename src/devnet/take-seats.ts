import type { ExecutionClientPort } from '../ports/execution-client.ts'
import { type AttesterSeat, type AttesterSeatOptions, createAttesterSeat } from './attester-seat.ts'
import type { Cleanup } from './cleanup.ts'
import { createFollowerSeat, type FollowerSeat, type FollowerSeatOptions } from './follower-seat.ts'
import type { Sequencer } from './rollup/sequencer.ts'

export interface SeatsOptions
  extends Omit<AttesterSeatOptions, 'client'>,
    Omit<FollowerSeatOptions, 'attester'> {
  readonly sequencer: Pick<Sequencer, 'run'>
  /** From which the attester takes the blocks that it signs. */
  readonly attested: ExecutionClientPort
  readonly cleanup: Cleanup
  readonly signal: AbortSignal
}

/** Sets the chain going, and attester and follower beside it. Resolves when the follower runs. */
export async function takeSeats(
  options: SeatsOptions,
): Promise<{ readonly attester: AttesterSeat; readonly follower: FollowerSeat }> {
  const { sequencer, attested, cleanup, signal, onBroken } = options
  const attester = await createAttesterSeat({ ...options, client: attested })
  const follower = createFollowerSeat({ ...options, attester })
  sequencer.run(signal).catch(onBroken)
  cleanup.defer(attester.stop)
  await attester.start()
  cleanup.defer(follower.stop)
  await follower.start()
  return { attester, follower }
}
