import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import secp256k1 from 'secp256k1'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openLibp2pGossip } from '../../src/adapters/libp2p/gossip.ts'
import { defaultFollowerStoreLimits } from '../../src/adapters/sqlite/limits.ts'
import { toHex } from '../../src/wire/hex.ts'
import { maxMessageBytes } from '../../src/wire/limits.ts'
import { until } from '../gossip/until.ts'
import { chainId } from './support/follower-config.ts'
import { refOf } from './support/l2.ts'
import { safeMoves } from './support/safe-moves.ts'
import { openStory, type World } from './support/world.ts'

it('keeps what is ahead of derivation waiting, relays it, and promotes it when derivation arrives', async () => {
  const world = await openStory({ l2Blocks: 30, derived: 10 })
  const further = await joinBehind(world)
  const statements: string[] = []
  for (const number of [12, 15, 20]) statements.push(toHex(await world.attest(world.l2.at(number))))

  await until('the further peer has heard all', () => further.length === statements.length)
  expect(further.toSorted()).toEqual(statements.toSorted())
  await until('it waits', () => world.follower().status().state === 'awaitingDerivation')
  expect(world.follower().explain().blockers).toMatchObject([
    { code: 'derivation/behind', expected: 'local-safe at or above 12', seen: '10' },
  ])

  for (const [derived, promoted] of [
    [14, 12],
    [19, 15],
    [25, 20],
  ] as const) {
    world.derivation.derive(derived)
    await world.promoted(promoted)
  }
  expect(world.safe.seen().map(({ number }) => number)).toEqual([0, 12, 15, 20])
  expect(world.violations()).toEqual([])
})

it('lets no more wait than its limit, and still promotes the newest in one step', async () => {
  const limit = 16
  const world = await openStory({ l2Blocks: 80, limits: { poolStatements: limit } })
  for (let number = 11; number <= 70; number++) await world.attest(world.l2.at(number))
  expect(world.follower().status().statementsHeld).toBeLessThanOrEqual(limit)
  expect(world.follower().status().heads.attested).toEqual(refOf(world.l2.at(70)))
  world.derivation.derive(80)
  await world.promoted(70)
  expect(world.safe.seen().map(({ number }) => number)).toEqual([0, 70])
})

it('lets no more bytes wait than its limit, however large the blocks are', { timeout: 120_000 }, async () => {
  const world = await openStory({ l2Blocks: 20 })
  const { limitAttestationBytes } = defaultFollowerStoreLimits
  const blocks = Math.ceil(limitAttestationBytes / largeTransaction.length) + 2
  for (let number = 1; number <= blocks; number++) {
    const large = world.l2.rivalOf(number, { transactions: [largeTransaction] })
    await world.attest(large, { topic: 'cross-safe-blocks' })
  }
  expect(world.seat.told.verdicts.every(({ verdict }) => verdict.kind === 'accept')).toBe(true)
  expect(keptBytes(world)).toBeGreaterThan(limitAttestationBytes - maxMessageBytes)
  expect(keptBytes(world)).toBeLessThanOrEqual(limitAttestationBytes)
  expect(world.follower().status().statementsHeld).toBe(blocks)
})

it('spends one recovery and no call on what is below the cross-safe head, and keeps a contradiction', async () => {
  const world = await openStory({ l2Blocks: 20, links: { pollIntervalMs: 3_600_000 }, derived: 20 })
  await world.attest(world.l2.at(10))
  await world.promoted(10)
  await world.attest(world.l2.at(15))
  await world.promoted(15)
  const recover = vi.spyOn(secp256k1, 'ecdsaRecover')
  onTestFinished(() => recover.mockRestore())
  const before = callsOf(world)

  for (const number of [1, 9, 10, 14, 15]) await world.attest(world.l2.at(number))
  for (const number of [3, 12]) await world.attest(world.l2.rivalOf(number))
  const conflicting = await world.attest(world.l2.rivalOf(10))
  await until('the contradiction is kept', () => world.follower().evidence().length === 1)

  expect(recover).toHaveBeenCalledTimes(8)
  expect(callsOf(world)).toEqual(before)
  const [bundle] = world.follower().evidence()
  expect(bundle!.evidence).toMatchObject({
    kind: 'late-conflict',
    halts: false,
    expected: refOf(world.l2.at(10)),
    seen: refOf(world.l2.rivalOf(10)),
  })
  expect(bundle!.raw.map(({ bytes }) => bytes)).toEqual([toHex(conflicting)])
  expect(world.follower().status()).toMatchObject({ state: 'awaitingAttestation', haltedBy: null })
  expect(safeMoves(world.proxies.client).map(({ safeBlockHash }) => safeBlockHash)).toEqual(
    [0, 10, 15].map((number) => refOf(world.l2.at(number)).hash),
  )
})

/** Compresses to a twentieth, as gossip does it, so that the wire is quick and the disk is full. */
const largeTransaction = new Uint8Array(maxMessageBytes - 64 * 1024).fill(0x7e)

/** A peer that knows the follower and nobody else; answers what it hears, in hex. */
async function joinBehind(world: World): Promise<string[]> {
  const heard: string[] = []
  const gossip = await openLibp2pGossip({
    chainId,
    identityPath: join(world.directory, 'further-identity'),
    listen: { ip: '127.0.0.1', port: 0 },
    staticPeers: world.follower().addresses(),
    validate: ({ data }) => {
      heard.push(toHex(data))
      return { kind: 'accept' }
    },
  })
  onTestFinished(gossip.close)
  await until('the further peer is meshed', () => gossip.peers().some(({ inMesh }) => inMesh))
  await until(
    'the follower meshed it',
    () =>
      world
        .follower()
        .peers()
        .filter(({ inMesh }) => inMesh).length === 2,
  )
  return heard
}

function callsOf({ proxies }: World): readonly number[] {
  return Object.values(proxies).map(({ calls }) => calls.length)
}

function keptBytes({ directory }: World): number {
  const db = new DatabaseSync(join(directory, 'follower', 'follower.sqlite'), { readOnly: true })
  const kept = db.prepare('SELECT sum(size_bytes) AS bytes FROM copies').get()
  db.close()
  return Number(kept!.bytes)
}
