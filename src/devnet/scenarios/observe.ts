import type { BlockRef } from '../../../machines/values.ts'
import type { Chronicle } from '../chronicle.ts'
import type { Network } from '../network.ts'
import type { Stage } from './stage.ts'

/** The promotions above a block, oldest first. */
export function promotedSince({ promoted }: Chronicle, { number }: BlockRef): readonly BlockRef[] {
  return promoted().filter((block) => block.number > number)
}

/** The last promotion once everything that was attested is promoted. */
export async function settled({ promoted, view }: Chronicle, stage: Stage): Promise<BlockRef> {
  const isSettled = () => view().heads.attested?.number === promoted().at(-1)?.number
  await stage.expect('what was attested before is promoted', isSettled, 20_000)
  return promoted().at(-1)!
}

/** What the follower's client calls safe now. */
export async function safeHead({ safe }: Network): Promise<BlockRef> {
  const head = await safe()
  if (head === null) throw new Error("the follower's client names no safe block")
  return head
}
