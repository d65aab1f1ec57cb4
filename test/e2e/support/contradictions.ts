import { until } from '../../gossip/until.ts'
import { openStory, type World } from './world.ts'

/** Block 5, or this one, is promoted; the node has derived up to 12, and has looked at L1 up to 20, whose head is 40. */
export async function openBehindL1(crossSafe = 5): Promise<World> {
  const world = await openStory({ l2Blocks: 12 })
  world.derivation.derive(12, 20)
  await world.attest(world.l2.at(crossSafe), { l1View: world.view(9) })
  await world.promoted(crossSafe)
  return world
}

export function halted(world: World): Promise<void> {
  return until('the follower halts', () => world.follower().status().state === 'haltedOnMismatch')
}
