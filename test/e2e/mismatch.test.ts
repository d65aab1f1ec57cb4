import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readEvidenceFile } from '../../src/cli/read-evidence-file.ts'
import { type Finding, verifyEvidence } from '../../src/cli/verify-evidence.ts'
import type { EvidenceBundle } from '../../src/ports/store.ts'
import { evidenceFile } from '../../src/server/evidence.ts'
import { toHex } from '../../src/wire/hex.ts'
import { until } from '../gossip/until.ts'
import { halted, openBehindL1 } from './support/contradictions.ts'
import { chainId } from './support/follower-config.ts'
import { type Block, refOf } from './support/l2.ts'
import { safeMoves } from './support/safe-moves.ts'
import type { World } from './support/world.ts'

const line = (block: Block): string => Object.values(refOf(block)).join(' ')

it('halts on a contradiction, says so, and keeps the signed bytes', async () => {
  const world = await openBehindL1(9)
  const rival = world.l2.rivalOf(10)
  const bytes = await world.attest(rival, { l1View: world.view(19) })
  await halted(world)

  const { verdict, blockers, haltedBy } = world.follower().explain()
  expect(verdict).toBe('halted')
  expect(blockers[0]).toMatchObject({
    code: 'halt/mismatch',
    expected: line(world.l2.at(10)),
    seen: line(rival),
  })

  const [bundle, ...others] = world.follower().evidence()
  expect(others).toEqual([])
  expect(bundle!.evidence).toMatchObject({ id: haltedBy, kind: 'mismatch', halts: true, seen: refOf(rival) })
  expect(bundle!.raw.map((message) => message.bytes)).toEqual([toHex(bytes)])
  expect(await verified(world, bundle!)).toEqual(
    expect.arrayContaining([expect.objectContaining({ ok: true })]),
  )
  expect((await verified(world, bundle!)).filter(({ ok }) => !ok)).toEqual([])
  expect((await verified(world, forged(bundle!))).filter(({ ok }) => !ok)).not.toEqual([])
  expect(world.violations()).toEqual([])
})

it('promotes nothing while it is halted, not even after a restart, though heads go on', async () => {
  const world = await openBehindL1(9)
  await world.attest(world.l2.rivalOf(10), { l1View: world.view(19) })
  await halted(world)
  const moves = safeMoves(world.proxies.client).length

  await world.attest(world.l2.at(11))
  await world.extend(2)
  world.derivation.derive(14, 30)
  await world.attest(world.l2.at(14))
  await until('heads go on', () => world.follower().status().heads.localSafe?.number === 14)
  await world.quiet()
  await world.restart()
  await world.attest(world.l2.at(13))
  await world.quiet()

  expect(world.follower().status()).toMatchObject({
    state: 'haltedOnMismatch',
    heads: { crossSafe: refOf(world.l2.at(9)) },
  })
  expect(world.follower().explain().blockers[0]!.code).toBe('halt/mismatch')
  expect(world.follower().readiness().ready).toBe(false)
  expect(safeMoves(world.proxies.client)).toHaveLength(moves)
  expect(world.safe.seen().map(({ number }) => number)).toEqual([0, 9])
  expect(world.violations()).toEqual([])
})

it('discards exactly the acknowledged statement, and goes on', async () => {
  const world = await openBehindL1(9)
  const rival = world.l2.rivalOf(10)
  await world.attest(rival, { l1View: world.view(19) })
  await halted(world)
  await world.restart()
  const id = world.follower().status().haltedBy!
  expect(world.follower().acknowledgeHalt('mismatch-10-0x')).toEqual({ kind: 'unknown-evidence', open: id })
  expect(world.follower().status().state).toBe('haltedOnMismatch')

  expect(world.follower().acknowledgeHalt(id)).toEqual({ kind: 'acknowledged' })
  await world.attest(rival, { l1View: world.view(18) })
  await world.quiet()
  expect(world.follower().status()).toMatchObject({ state: 'awaitingAttestation', haltedBy: null })
  await world.attest(world.l2.at(10))
  await world.promoted(10)

  await world.restart()
  expect(world.follower().status().haltedBy).toBeNull()
  await world.attest(world.l2.rivalOf(11), { l1View: world.view(19) })
  await halted(world)
  expect(
    world
      .follower()
      .evidence()
      .map(({ acknowledgedAtMs }) => acknowledgedAtMs !== null),
  ).toEqual([true, false])
  expect(world.violations()).toEqual([])
})

/** Through a file, as `evidence show --json` writes it and `evidence verify` reads it. */
async function verified({ directory }: World, bundle: EvidenceBundle): Promise<readonly Finding[]> {
  const path = join(directory, 'evidence.json')
  await writeFile(path, JSON.stringify(evidenceFile(bundle, { chainId })))
  const file = await readEvidenceFile(path)
  if (file.kind !== 'file') throw new Error(file.detail)
  return verifyEvidence(file.content)
}

/** The same claim about another block, which nobody signed. */
function forged(bundle: EvidenceBundle): EvidenceBundle {
  const hash = toHex(new Uint8Array(32).fill(7))
  const statements = bundle.evidence.statements.map((statement) => ({ ...statement, hash }))
  return { ...bundle, evidence: { ...bundle.evidence, statements } }
}
