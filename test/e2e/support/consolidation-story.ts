import type { MemoryL1 } from '../../../src/adapters/memory/l1.ts'
import { depositLog } from '../../../src/adapters/memory/l1-logs.ts'
import type { OpBlockTraits } from '../../../src/testing/op-chain.ts'
import { opContracts } from '../../../src/testing/op-rollup.ts'
import { until } from '../../gossip/until.ts'
import { refOf } from './l2.ts'
import { openStory, type World, type WorldOptions } from './world.ts'

/** The first block of the epoch whose L1 block holds two deposits: L1 block 2. */
export const withDeposits = 12

/** A world whose blocks L1 makes, and whose follower rebuilds them. Block 5 is promoted, 11 is derived. */
export async function openConsolidated(options: WorldOptions = {}): Promise<World> {
  const world = await openStory({ l2Blocks: 11, derived: 11, op: { onL1: depositInSecondBlock }, ...options })
  await rebuilt(world, 11)
  if (options.mode === undefined || options.mode === 'engine') {
    await world.attest(world.l2.at(5))
    await world.promoted(5)
  }
  return world
}

export function depositInSecondBlock(l1: MemoryL1): void {
  l1.chain.extend()
  l1.emit(depositOf(7n), depositOf(8n))
}

/** Waits until the chain is rebuilt up to this height. */
export function rebuilt({ follower, l2 }: World, number: number): Promise<void> {
  const { hash } = refOf(l2.at(number))
  return until(`${number} is rebuilt`, () => follower().status().consolidation.watermark?.hash === hash)
}

/** The sequencer's client makes this of block 12, and goes on with three blocks on top; the node derives it all. */
export async function lieAtTwelve(
  world: World,
  lies: (honest: readonly Uint8Array[]) => OpBlockTraits,
): Promise<void> {
  const { l2, derivation } = world
  await world.extend(1)
  const { transactions } = l2.at(withDeposits).payload
  await world.switchTo(l2.rivalOf(withDeposits, lies(transactions)))
  await world.extend(3)
  derivation.derive(withDeposits + 3)
}

function depositOf(value: bigint) {
  const [from, to] = [`0x${'a1'.repeat(20)}`, `0x${'b1'.repeat(20)}`] as const
  const call = { from, to, mint: value, value, gas: 100_000n, data: new Uint8Array() }
  return depositLog(opContracts.depositContract, call)
}
