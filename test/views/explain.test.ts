import { describe, expect, it } from 'vitest'
import { followerMachine } from '../../machines/follower/machine.ts'
import { deadline } from '../../src/views/deadline.ts'
import { explain } from '../../src/views/explain.ts'
import { explanationText } from '../../src/views/text/explanation.ts'
import { alice, attested, block, bob, hashOf, says, snapshotOf, wellContext } from './story.ts'

const well = wellContext()

describe('the verdict', () => {
  it('is idle while everything attested is promoted', () => {
    expect(explain(snapshotOf(well))).toMatchObject({
      verdict: 'idle',
      blockers: [{ code: 'attestation/missing' }],
    })
  })

  it('is promotable when an attested block is derived', () => {
    const context = attested(well, says(alice, 10))
    expect(explain(snapshotOf(context))).toMatchObject({ verdict: 'promotable', blockers: [] })
  })

  it('is blocked when an attestation is overdue, though nothing else is wrong', () => {
    expect(explain(snapshotOf({ ...well, attestationOverdue: true })).verdict).toBe('blocked')
  })

  it('is blocked while the attested block is not derived', () => {
    const context = attested(well, says(alice, 11))
    expect(explain(snapshotOf(context))).toMatchObject({
      verdict: 'blocked',
      blockers: [
        {
          code: 'derivation/behind',
          expected: 'local-safe at or above 11',
          seen: '10',
          runbook: 'docs/operate/derivation-behind.md',
        },
      ],
    })
  })

  it('is blocked when something is wrong beside the silence between two blocks', () => {
    const context = { ...well, engine: { ...well.engine, trouble: unreachable } }
    expect(explain(snapshotOf(context))).toMatchObject({
      verdict: 'blocked',
      blockers: [{ code: 'engine/unreachable' }, { code: 'attestation/missing' }],
    })
  })

  it('is halted while evidence is open, and names it', () => {
    expect(explain(snapshotOf(halted()))).toMatchObject({ verdict: 'halted', haltedBy: 'mismatch-9' })
  })
})

describe('the times', () => {
  it('say for how long each blocker stands', () => {
    const context = { ...well, engine: { ...well.engine, trouble: unreachable } }
    const snapshot = snapshotOf(context, {
      nowMs: 1_030_000,
      blockersSinceMs: { 'engine/unreachable': 1_010_000, 'attestation/missing': 1_000_000 },
    })
    expect(explain(snapshot).blockers).toMatchObject([
      { code: 'engine/unreachable', forMs: 20_000 },
      { code: 'attestation/missing', forMs: 30_000 },
    ])
  })

  it('count down to what ends the state', () => {
    expect(deadline(snapshotOf(well))).toEqual({ what: 'calls it overdue', withinMs: 19_000 })
    expect(deadline(snapshotOf(well, { state: 'haltedOnMismatch' }))).toBeNull()
  })

  it.each([
    ['syncing', 'syncingDeadline'],
    ['awaitingAttestation', 'attestationDeadline'],
    ['awaitingDerivation', 'derivationDeadline'],
    ['consolidating', 'examineDeadline'],
    ['promoting.commanding', 'commandDeadline'],
    ['promoting.confirming', 'confirmDeadline'],
    ['promoting.rereading', 'confirmRetry'],
    ['replacing', 'replaceDeadline'],
    ['holding', 'holdRecheck'],
  ])('are those of the machine: %s ends by %s', (state, name) => {
    for (const holdTries of [0, 1, 5, 9]) {
      const context = { ...well, holdTries }
      const seen = deadline(snapshotOf(context, { state, nowMs: 1_000_000 }))
      expect(seen?.withinMs).toBe(machineDelay(name, context))
    }
  })
})

describe('the transcript', () => {
  it('of a missing quorum says who said what, what happens next and where to read on', () => {
    const strict = { ...well, policy: { attesters: [alice, bob], threshold: 2 } }
    const context = attested(strict, says(bob, 10))
    expect(explanationText(explain(snapshotOf(context)))).toBe(
      [
        'cross-safe 8 · local-safe 10 (+2) · state awaitingAttestation 41 s',
        'cross-safe rests on T1; proven: that it is on our chain; ' +
          'trusted: the rollup node, for its being derived from L1',
        '✗ attestation/quorum-missing  too few attesters agree on a block, for 41 s',
        '                              at height 10',
        '                              expected 2 attesters on one hash',
        `                              seen     ${bob} ${hashOf(10)}`,
        '                              next: promotes when enough attesters name the block',
        '                              runbook: docs/operate/attestation-quorum-missing.md',
        `✓ engine                      client head 12 ${hashOf(12)}`,
        `✓ derivation                  derived up to 10 ${hashOf(10)}`,
        '✓ consolidation               off: promotions rest on tier T1, the rollup node’s word',
        '✓ l1                          L1 at 32, finalized 20',
        '✓ gossip                      2 peers',
        'the next block cannot be promoted now; calls it overdue within 19 s',
        '',
      ].join('\n'),
    )
  })

  it('of a halt ends with what to type', () => {
    const text = explanationText(explain(snapshotOf(halted(), { state: 'haltedOnMismatch' })))
    expect(text).toMatch(
      /^✗ halt\/mismatch +a counted attestation contradicts what this node derived, for 41 s$/m,
    )
    expect(text).toContain(`expected 9 ${hashOf(9)}`)
    expect(text).toContain(`seen     9 ${hashOf(99)}`)
    expect(text).toMatch(/\nhalted: op-follower evidence show mismatch-9\n$/)
  })

  it('shows a rollup node that derives again below us', () => {
    const behind = { ...well, localSafe: { level: 'local-safe', ...block(7) } } as const
    expect(explanationText(explain(snapshotOf(behind)))).toContain('cross-safe 8 · local-safe 7 (-1)')
  })

  it('groups the digits of a height', () => {
    const far = { ...well, localSafe: { level: 'local-safe', ...block(12_345_691) } } as const
    expect(explanationText(explain(snapshotOf(far)))).toContain('local-safe 12 345 691 (+12345683)')
  })
})

it('lists as fine only what has no blocker, and only once it is known', () => {
  const blind = wellContext({ derivation: { ...well.derivation, tip: null, trouble: null } })
  const areas = explain(snapshotOf(blind)).fine.map(({ area }) => area)
  expect(areas).toEqual(['engine', 'consolidation', 'l1', 'gossip'])
  const without = wellContext({ l1: { ...well.l1, configured: false } })
  expect(explain(snapshotOf(without)).fine.map(({ area }) => area)).toEqual([
    'engine',
    'derivation',
    'consolidation',
    'gossip',
  ])
})

const unreachable = { kind: 'unreachable', detail: 'http://client: ECONNREFUSED' } as const

function halted() {
  return {
    ...well,
    openEvidence: {
      id: 'mismatch-9',
      kind: 'mismatch',
      statements: [says(alice, 9, hashOf(99))],
      expected: block(9),
      seen: { number: 9, hash: hashOf(99) },
      detail: 'differs',
      halts: true,
    },
  } as const
}

function machineDelay(name: string, context: object): unknown {
  const delay = Object.entries(followerMachine.implementations.delays).find(([known]) => known === name)?.[1]
  if (typeof delay !== 'function') throw new Error(`the machine has no delay ${name}`)
  return Reflect.apply(delay, undefined, [{ context }, undefined])
}
