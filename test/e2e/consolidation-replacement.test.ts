import { expect, it } from 'vitest'
import { reductionOf } from '../../src/adapters/memory/execution-client/built-block.ts'
import { depositInSecondBlock, rebuilt } from './support/consolidation-story.ts'
import { halted } from './support/contradictions.ts'
import { blocked, causes, passed, well } from './support/fault-story.ts'
import { type Block, refOf } from './support/l2.ts'
import { openReplaceable, type Replaceable } from './support/replaceable.ts'

/** Block 12 has two deposits of L1; block 11 is promoted, and all up to 15 is derived and rebuilt. */
async function openAtEleven(): Promise<Replaceable> {
  const world = await openReplaceable({ l2Blocks: 15, op: { onL1: depositInSecondBlock } })
  await world.attest(world.l2.at(11))
  await world.promoted(11)
  await rebuilt(world, 15)
  return world
}

/** The reduction of block 12 with other deposits: what an attester that lies about L1 makes of it. */
function forged(
  { l2 }: Replaceable,
  change: (deposits: readonly Uint8Array[]) => readonly Uint8Array[],
): Block {
  const honest = l2.at(12)
  const deposits = honest.payload.transactions.slice(0, 3)
  return reductionOf(l2.at(11), { ...honest, payload: { ...honest.payload, transactions: change(deposits) } })
}

it('promotes a replacement whose deposits L1 has, and what is sealed on top of it', async () => {
  const world = await openAtEleven()
  const replacement = world.reduced(12)
  expect(replacement.payload.transactions).toHaveLength(3)
  await world.attest(replacement)
  await world.promoted(12)
  expect(world.follower().status().footing).toMatchObject({ tier: 2 })
  await blocked(world, 'holding', 'replacement/node-not-reset')

  await world.node.onL1Block()
  await world.node.onL1Block()
  expect(world.l2.head()).toEqual(replacement)
  await world.extend(4)
  world.node.batch(world.l2.above(12))
  await world.node.onL1Block()
  await rebuilt(world, 16)
  await world.attest(world.l2.at(16))
  await world.promoted(16)
  await well(world)
  expect(causes(world)).toEqual(['anchor 0', 'attested 5', 'attested 11', 'replacement 12', 'attested 16'])
  expect(world.violations()).toEqual([])
})

it.each<[what: string, change: (deposits: readonly Uint8Array[]) => readonly Uint8Array[], flaw: string]>([
  [
    'leaves a deposit out',
    ([info, one]) => [info!, one!],
    'transactions[2] (deposit 2): expected in the block',
  ],
  [
    'adds a deposit',
    (deposits) => [...deposits, deposits[1]!],
    'transactions[3]: expected no further deposit',
  ],
  [
    'alters a deposit',
    ([info, one, two]) => [info!, Uint8Array.from(one!, bitOfTheSender), two!],
    'transactions[1] (deposit 1)',
  ],
])('refuses a replacement that %s, and names it', async (_, change, flaw) => {
  const world = await openAtEleven()
  const before = world.client.control.labels()
  const lie = forged(world, change)
  await world.attest(lie, { topic: 'cross-safe-blocks' })
  await world.attest(lie, { l1View: world.view(19) })
  await halted(world)
  const [bundle] = world.follower().evidence()
  expect(bundle!.evidence).toMatchObject({ kind: 'mismatch', seen: refOf(lie) })
  expect(bundle!.evidence.detail).toContain(flaw)
  expect(world.seat.told.denied).toEqual([])
  expect(world.client.control.labels()).toEqual(before)
  expect(world.violations()).toEqual([])
})

it('replaces nothing while our own block is not what L1 makes of it: its deposits prove nothing', async () => {
  const world = await openReplaceable({ l2Blocks: 11, op: { onL1: depositInSecondBlock } })
  await world.attest(world.l2.at(11))
  await world.promoted(11)
  await world.extend(1)
  const { transactions } = world.l2.at(12).payload
  await world.switchTo(world.l2.rivalOf(12, { transactions: transactions.toSpliced(1, 1) }))
  world.derivation.derive(12)
  await blocked(world, 'holding', 'consolidation/differs')
  await world.attest(world.reduced(12), { l1View: world.view(19) })
  await passed(world, 20, ['rollupNode', 'client'])
  expect(world.follower().status()).toMatchObject({ state: 'holding', heads: { crossSafe: { number: 11 } } })
  expect(world.seat.told.denied).toEqual([])
  expect(world.violations()).toEqual([])
})

function bitOfTheSender(byte: number, index: number): number {
  return index === 40 ? byte ^ 1 : byte
}
