import type { Denial } from '../../../machines/follower/facts.ts'
import type { Hash } from '../../../machines/values.ts'
import type { OpFollower } from '../../../src/devnet/stock/op-follower.ts'

const line = /msg="block replaced" number=(\d+) denied=(0x\w+) replacement=(0x\w+)/g

/** What it has replaced over all its lives, by its log. */
export async function denialsOf({ log }: OpFollower): Promise<readonly Denial[]> {
  return [...(await log()).matchAll(line)].map(([, number, denied, replacement]) => ({
    number: Number(number),
    denied: denied as Hash,
    replacement: replacement as Hash,
  }))
}
