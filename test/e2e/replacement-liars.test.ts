import { expect, it } from 'vitest'
import { childBlock } from '../../src/adapters/memory/execution-client/blocks.ts'
import { reductionOf } from '../../src/adapters/memory/execution-client/built-block.ts'
import { strangerKey } from '../gossip/statements.ts'
import { until } from '../gossip/until.ts'
import { busy } from './support/busy.ts'
import { halted } from './support/contradictions.ts'
import { blocked, blockerOf, forkchoices } from './support/fault-story.ts'
import { type Block, refOf } from './support/l2.ts'
import { openReplaceable, type Replaceable } from './support/replaceable.ts'

const line = (block: Block): string => Object.values(refOf(block)).join(' ')

/** Whatever was asked of the client meanwhile: it stands where it stood, and nothing is denied. */
function watchClient(world: Replaceable) {
  const { control } = world.client
  const before = control.labels()
  const moves: unknown[] = []
  control.watch((labels) => moves.push(labels))
  return () => {
    expect(moves.filter((labels) => JSON.stringify(labels) !== JSON.stringify(before))).toEqual([])
    expect(control.labels()).toEqual(before)
    expect(world.seat.told.denied).toEqual([])
    expect(world.violations()).toEqual([])
  }
}

it('halts on a block that is neither ours nor ours without its transactions', async () => {
  const world = await openReplaceable()
  const expectUntouched = watchClient(world)
  const lie = world.l2.rivalOf(6, { transactions: busy.transactions!.slice(0, 1) })
  await world.attest(lie, { l1View: world.view(19) })
  await halted(world)
  expect(world.follower().explain().blockers[0]).toMatchObject({
    code: 'halt/mismatch',
    expected: line(world.l2.at(6)),
    seen: line(lie),
  })
  const [bundle] = world.follower().evidence()
  expect(bundle!.evidence).toMatchObject({ kind: 'mismatch', halts: true, seen: refOf(lie) })
  expect(bundle!.raw).toHaveLength(1)
  expect(world.seat.told.warned).toContain('halt/mismatch')
  expectUntouched()
})

it('proves nothing against a block while ours cannot be reduced, and replaces it once it can', async () => {
  const world = await openReplaceable()
  const { faults } = world.client.control
  faults.always({ kind: 'error', code: -38_003, message: 'no such attributes' }, 'getPayload')
  const replacement = world.reduced(6)
  await world.attest(replacement, { l1View: world.view(19) })
  await blocked(world, 'holding', 'replacement/not-built')
  expect(blockerOf(world, 'replacement/not-built')).toMatchObject({
    detail: expect.stringContaining('no such attributes'),
    expected: line(replacement),
  })
  await world.quiet()
  expect(world.seat.told.states).not.toContain('haltedOnMismatch')
  expect(world.client.control.labels()).toMatchObject({ head: { number: 12 }, safe: { number: 5 } })
  faults.always(null, 'getPayload')
  await world.promoted(6)
  expect(world.client.control.labels().head).toEqual(refOf(replacement))
})

it("is told of a replacement by nobody's key, and does not look at it", async () => {
  const world = await openReplaceable()
  const expectUntouched = watchClient(world)
  const sent = forkchoices(world).length
  await world.attest(world.reduced(6), { key: strangerKey })
  expect(world.seat.verdictsOn(world.hand.gossip.peerId).at(-1)).toMatchObject({
    kind: 'ignore',
    reason: 'unknown-signer',
  })
  await world.quiet()
  expect(world.follower().explain().blockers).toMatchObject([
    { code: 'attestation/missing', detail: 'nothing attested above 5' },
  ])
  expect(forkchoices(world)).toHaveLength(sent)
  expectUntouched()
})

it('keeps a replacement at or below its finalized block as evidence, and does nothing', async () => {
  const world = await openReplaceable()
  world.l1.finalize(40)
  world.derivation.finalize(5)
  await until('5 is finalized', () => world.follower().status().heads.finalized?.number === 5)
  const expectUntouched = watchClient(world)
  const late = world.reduced(5)
  await world.attest(late)
  await world.attest(world.reduced(4))
  await until('it is kept', () => world.follower().evidence().length === 1)
  await world.quiet()
  expect(world.follower().evidence()[0]!.evidence).toMatchObject({
    kind: 'late-conflict',
    halts: false,
    expected: refOf(world.l2.at(5)),
    seen: refOf(late),
    detail: 'attested at or below the cross-safe head, with another hash than the one promoted',
  })
  expect(world.seat.told.warned).toEqual(['late-conflict'])
  expect(world.follower().status()).toMatchObject({ state: 'awaitingAttestation', haltedBy: null })
  expectUntouched()
})

it('takes a replacement on another parent for a gap, and for a lie once that parent is ours', async () => {
  const world = await openReplaceable()
  const { l2 } = world
  const elsewhere = l2.rivalOf(6)
  const orphan = reductionOf(elsewhere, childBlock(elsewhere, busy))
  await world.attest(orphan, { l1View: world.view(19) })
  await blocked(world, 'holding', 'attestation/gap')
  expect(blockerOf(world, 'attestation/gap')).toMatchObject({
    expected: 'an attestation between 5 and 7',
    seen: `${line(orphan)}, which is not on our chain`,
  })
  await world.attest(l2.at(6), { l1View: world.view(19) })
  await world.promoted(6)
  const expectUntouched = watchClient(world)
  await halted(world)
  expect(world.follower().explain().blockers[0]).toMatchObject({ code: 'halt/mismatch', seen: line(orphan) })
  expectUntouched()
})
