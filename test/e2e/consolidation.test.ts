import { describe, expect, it } from 'vitest'
import type { OpBlockTraits } from '../../src/testing/op-chain.ts'
import { until } from '../gossip/until.ts'
import { lieAtTwelve, openConsolidated, rebuilt, withDeposits } from './support/consolidation-story.ts'
import { blockerOf, causes, passed, well } from './support/fault-story.ts'
import { refOf } from './support/l2.ts'
import { openStory, type World } from './support/world.ts'

const strange = `0x${'5a'.repeat(32)}` as const

/** Says so also when nothing above is attested. */
const named = (
  world: World,
  code: 'consolidation/differs' | 'consolidation/origin-ahead' | 'consolidation/origin-orphaned',
) => until(`${code} is named`, () => world.follower().status().blockers.includes(code))

it('promotes what it has rebuilt from L1, and says what that rests on', async () => {
  const world = await openConsolidated()
  await world.extend(30)
  world.derivation.derive(41)
  await rebuilt(world, 41)
  await world.attest(world.l2.at(40))
  await world.promoted(40)
  const { footing, consolidation } = world.follower().status()
  expect(footing).toMatchObject({ tier: 2, trusted: expect.stringContaining('the batch') })
  expect(consolidation).toMatchObject({ enabled: true, origin: world.view(6) })
  expect(world.l2.at(withDeposits).payload.transactions).toHaveLength(4)
  expect(world.seat.told.informed).toEqual(
    expect.arrayContaining(['L1 check on', 'rollup config taken', 'first blocks consolidated']),
  )
  await well(world)
  expect(world.violations()).toEqual([])
})

it('asks L1 for a block and its receipts once, however many blocks of ours name it', async () => {
  const world = await openConsolidated()
  await world.extend(60)
  world.derivation.derive(71)
  await rebuilt(world, 71)
  const receipts = world.proxies.l1.calls.filter(({ method }) => method === 'eth_getBlockReceipts')
  const origins = new Set(receipts.map(({ params }) => params[0]))
  expect(origins.size).toBe(11)
  expect(receipts).toHaveLength(11)
})

describe('a lie of the sequencer’s client', () => {
  it.each<[what: string, lies: (honest: readonly Uint8Array[]) => OpBlockTraits, field: string]>([
    ['in what L1 drew by lot', () => ({ prevRandao: strange }), 'prevRandao'],
    ['in the gas limit', () => ({ gasLimit: 29_000_000n }), 'gasLimit'],
    [
      'by a deposit left out',
      ([info, , ...others]) => ({ transactions: [info!, ...others] }),
      'deposit of log 0',
    ],
    [
      'by a deposit made up',
      ([info, one, ...others]) => ({ transactions: [info!, one!, one!, ...others] }),
      'transactions[2]',
    ],
  ])('%s is held by name, and never promoted, attested or not', async (_, lies, field) => {
    const world = await openConsolidated()
    await lieAtTwelve(world, lies)
    await named(world, 'consolidation/differs')
    const told = blockerOf(world, 'consolidation/differs')
    expect(told.detail).toContain(field)
    expect(told.detail).toContain(`block 12 ${refOf(world.l2.at(12)).hash}`)
    expect(told.expected).not.toBe(told.seen)

    await world.attest(world.l2.at(15))
    await world.attest(world.l2.at(12))
    await passed(world, 20, ['rollupNode', 'client'])
    expect(world.follower().status()).toMatchObject({
      state: 'holding',
      heads: { crossSafe: { number: 5 }, localSafe: { number: 15 } },
      consolidation: { watermark: refOf(world.l2.at(11)) },
    })
    await world.attest(world.l2.at(11))
    await world.promoted(11)
    expect(world.violations()).toEqual([])
    expect(causes(world)).toEqual(['anchor 0', 'attested 5', 'attested 11'])
  })

  it('is left behind when the node derives the honest block', async () => {
    const world = await openConsolidated()
    await world.extend(4)
    const honest = [12, 13, 14, 15].map((number) => world.l2.at(number))
    await world.switchTo(world.l2.rivalOf(12, { gasLimit: 1n }))
    world.derivation.derive(12)
    await named(world, 'consolidation/differs')
    for (const block of honest) await world.switchTo(block)
    world.derivation.derive(15)
    await rebuilt(world, 15)
    await world.attest(world.l2.at(15))
    await world.promoted(15)
    await well(world)
  })
})

it('waits for an L1 that is behind the rollup node’s, and promotes in one step when it comes', async () => {
  const world = await openConsolidated({ l1Blocks: 4 })
  const ahead = world.l1.chain.extend(6)
  await world.extend(30)
  world.l1.chain.reorg(6, 'away', 5)
  world.derivation.derive(41, 5)
  await named(world, 'consolidation/origin-ahead')
  await rebuilt(world, 35)
  world.l1.chain.reorg(6, 'l1', ahead.number)
  await world.attest(world.l2.at(41))
  await world.promoted(41)
  expect(causes(world)).toEqual(['anchor 0', 'attested 5', 'attested 41'])
  await well(world)
})

it('goes back with L1, withdraws with the reason, and rebuilds along the new branch', async () => {
  const world = await openConsolidated()
  await world.extend(30)
  world.derivation.derive(41)
  await world.attest(world.l2.at(20), { l1View: world.view(3) })
  await world.promoted(20)
  await world.attest(world.l2.at(38))
  await world.promoted(38)
  await rebuilt(world, 41)

  const lost = world.view(6)
  world.l1.chain.reorg(4, 'l1 after the reorg', 60)
  await named(world, 'consolidation/origin-orphaned')
  world.derivation.derive(23)
  const fresh = world.l2.rivalOf(24)
  expect(fresh.payload.prevRandao).not.toBe(world.l2.at(24).payload.prevRandao)
  await world.switchTo(fresh)
  await world.extend(20)
  world.derivation.derive(44)
  await until('38 is withdrawn', () => world.follower().status().heads.crossSafe?.number === 20)
  expect(causes(world).at(-1)).toBe('withdrawal 20')
  expect(world.seat.told.details).toContain(`its L1 origin ${lost.number} ${lost.hash} was reorged away`)
  await rebuilt(world, 44)
  await world.attest(world.l2.at(40))
  await world.promoted(40)
  expect(world.follower().status()).toMatchObject({
    footing: { tier: 2 },
    consolidation: { origin: world.view(7) },
  })
  await well(world)
})

it('goes on after a restart from where it was promoted, and rebuilds nothing below', async () => {
  const world = await openConsolidated()
  await world.attest(world.l2.at(11))
  await world.promoted(11)
  await world.restart()
  await world.extend(10)
  world.derivation.derive(21)
  await rebuilt(world, 21)
  await world.attest(world.l2.at(21))
  await world.promoted(21)
  await well(world)
})

it('promotes nothing by an L1 that is another chain than the one of its rollup config', async () => {
  const world = await openStory({ l2Blocks: 11, derived: 11, op: { l1ChainId: 1_337 } })
  await until('it is named', () => world.follower().status().blockers.includes('consolidation/malformed'))
  expect(blockerOf(world, 'consolidation/malformed').detail).toMatch(/1337.*900|900.*1337/)
  await world.attest(world.l2.at(5))
  await passed(world, 20, ['rollupNode'])
  expect(world.follower().status().heads.crossSafe?.number).toBe(0)
})

describe.each(['shadow', 'gateway'] as const)('in %s mode', (mode) => {
  it('rebuilds what its client holds, and promotes on paper what L1 makes', async () => {
    const world = await openConsolidated({ mode })
    await world.attest(world.l2.at(9))
    await until('9 is promoted', () => world.follower().status().heads.crossSafe?.number === 9)
    expect(world.follower().status().footing).toMatchObject({ tier: 2 })
    expect(world.client.control.safeMoves()).toBe(0)
  })
})
