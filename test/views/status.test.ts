import { describe, expect, it } from 'vitest'
import { blockersSince } from '../../src/views/blockers-since.ts'
import { readiness } from '../../src/views/readiness.ts'
import { status } from '../../src/views/status.ts'
import { statusText } from '../../src/views/text/status.ts'
import { height, short, span } from '../../src/views/text/words.ts'
import { alice, attested, block, bob, says, snapshotOf, wellContext } from './story.ts'

const well = wellContext()

describe('status', () => {
  it('keeps local-safe and cross-safe apart, and says how far they are', () => {
    const context = attested(well, says(alice, 9), says(bob, 11))
    expect(status(snapshotOf(context))).toMatchObject({
      heads: {
        unsafe: block(12),
        localSafe: block(10),
        attested: block(11),
        crossSafe: block(8),
        finalized: block(4),
      },
      lagBlocks: 2,
      statementsHeld: 2,
      attesters: [
        { address: alice, newest: block(9), issuedAtMs: 5000, muted: false },
        { address: bob, newest: block(11) },
      ],
      blockers: [],
      haltedBy: null,
    })
  })

  it('knows nothing at the start, and says so with null instead of zero', () => {
    const blind = wellContext({ localSafe: null, crossSafe: null, finalized: null, trustedBase: null })
    const { heads, lagBlocks, trustedBase } = status(snapshotOf(blind))
    expect(heads).toMatchObject({ localSafe: null, attested: null, crossSafe: null, finalized: null })
    expect([lagBlocks, trustedBase]).toEqual([null, null])
  })

  it('survives JSON', () => {
    const view = status(snapshotOf(attested(well, says(alice, 9))))
    expect(JSON.parse(JSON.stringify(view))).toEqual(view)
  })

  it('reads as a table', () => {
    const context = attested({ ...well, muted: [bob] }, says(alice, 9))
    const text = statusText(status(snapshotOf(context, { lastPromotionAtMs: 1_039_000 })))
    expect(text).toMatch(/^chain +901, mode shadow, op-follower 0\.1\.0, up 17 m 21 s$/m)
    expect(text).toMatch(/^state +awaitingAttestation for 41 s$/m)
    expect(text).toMatch(/^cross-safe +8 {2}0x0000…0008, 2 behind local-safe, promoted 2 s ago$/m)
    expect(text).toMatch(/^ +0xb0.* no statement held, muted$/m)
  })
})

describe('readiness', () => {
  const down = {
    ...well,
    engine: { ...well.engine, trouble: { kind: 'unreachable', detail: 'down' } },
  } as const
  const engine = { mode: 'engine' } as const

  it('never fails in shadow mode: nobody is served a safe by us', () => {
    expect(readiness(snapshotOf(down))).toEqual({
      ready: true,
      because: [],
      blockers: ['engine/unreachable', 'attestation/missing'],
    })
  })

  it('fails for a blocker that has stood for half a minute, not for a hiccup', () => {
    const since = (ms: number) => ({ ...engine, blockersSinceMs: { 'engine/unreachable': 1_041_000 - ms } })
    expect(readiness(snapshotOf(down, since(29_999)))).toMatchObject({ ready: true })
    expect(readiness(snapshotOf(down, since(30_000)))).toMatchObject({
      ready: false,
      because: ['engine/unreachable'],
    })
  })

  it('does not fail for what comes and goes between two blocks', () => {
    expect(readiness(snapshotOf(well, engine)).ready).toBe(true)
    expect(readiness(snapshotOf(attested(well, says(alice, 11)), engine)).ready).toBe(true)
    expect(readiness(snapshotOf({ ...well, attestationOverdue: true }, engine)).ready).toBe(false)
  })

  it('fails at once when halted', () => {
    const evidence = {
      id: 'e',
      kind: 'mismatch',
      statements: [],
      expected: null,
      seen: block(9),
      detail: 'differs',
      halts: true,
    } as const
    const context = { ...well, openEvidence: evidence }
    const at = { ...engine, blockersSinceMs: { 'halt/mismatch': 1_041_000 } }
    expect(readiness(snapshotOf(context, at))).toMatchObject({ ready: false, because: ['halt/mismatch'] })
  })
})

it('remembers when a blocker was first seen, and forgets it when it is gone', () => {
  const first = blockersSince({}, ['engine/syncing'], 10)
  const second = blockersSince(first, ['engine/syncing', 'attestation/missing'], 20)
  expect(second).toEqual({ 'engine/syncing': 10, 'attestation/missing': 20 })
  expect(blockersSince(second, ['attestation/missing'], 30)).toEqual({ 'attestation/missing': 20 })
  expect(blockersSince(blockersSince(second, [], 30), ['engine/syncing'], 40)).toEqual({
    'engine/syncing': 40,
  })
})

it('writes heights, hashes and spans for people', () => {
  expect([0, 999, 1000, 12_345_678].map(height)).toEqual(['0', '999', '1 000', '12 345 678'])
  expect(short(block(8).hash)).toBe('0x0000…0008')
  expect([999, 1000, 61_000, 3_600_000, 90_061_000].map(span)).toEqual([
    'under a second',
    '1 s',
    '1 m 1 s',
    '1 h',
    '1 d 1 h',
  ])
})
