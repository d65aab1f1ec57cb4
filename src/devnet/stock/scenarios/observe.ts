import type { BlockRef } from '../../../../machines/values.ts'
import type { FollowerPlace } from '../follower-place.ts'

/** Whether this block, or one on top of it, is what the follower's client calls safe. */
export async function isSafe({ client }: FollowerPlace, { number, hash }: BlockRef): Promise<boolean> {
  const [safe, there] = [await client.block('safe'), await client.block(number)]
  return safe !== null && safe.number >= number && there?.hash === hash
}

/** 0 while its client does not answer. */
export async function safeHeight({ client }: FollowerPlace): Promise<number> {
  return (await client.block('safe'))?.number ?? 0
}

/** Whether the cross-safe head rests on more than the rollup node's word. */
export async function restsOnL1({ follower }: FollowerPlace): Promise<boolean> {
  return (await follower.status())?.footing?.tier === 2
}

export async function isHalted({ follower }: FollowerPlace): Promise<boolean> {
  const status = await follower.status()
  return status !== null && status.haltedBy !== null
}
