import { type BlockRef, sameBlock } from '../../machines/values.ts'
import { until } from '../gossip/until.ts'
import type { Victim } from './victim.ts'
import type { World } from './world.ts'

/** For whatever a victim is expected to get done: more than a link without gossip takes to be found out and made anew. */
export const goalDeadlineMs = 90_000

/** The chain stops, and the client's `safe` gets to its end, which is the newest attested head. */
export async function safeReachesNewestHead({ settle, client, wire, l2 }: World): Promise<void> {
  settle()
  const isThere = () => {
    const { safe } = client.control.labels()
    return sameBlock(safe, wire.newest()) && safe?.number === l2.chain.head().number
  }
  await until('safe is the newest attested head', isThere, goalDeadlineMs)
}

/** The attester says that it signed the one block and will not sign the other. */
export async function refuses({ news }: Victim, expected: BlockRef, seen: BlockRef): Promise<void> {
  const isSaid = () =>
    news.some(
      (item) =>
        item.kind === 'refused' &&
        item.refusal.reason === 'would-equivocate' &&
        sameBlock(item.refusal.expected, expected) &&
        sameBlock(item.refusal.seen, seen),
    )
  await until('it refuses', isSaid, goalDeadlineMs)
}

export async function attests({ wire }: World, { hash }: BlockRef): Promise<void> {
  await until('it attests', () => wire.wasAttested(hash), goalDeadlineMs)
}
