import { describe, expect, it } from 'vitest'
import { unreadDerivation } from '../../machines/follower/link-facts.ts'
import { situation } from '../../machines/follower/situation.ts'
import { explain } from '../../src/views/explain.ts'
import { alice, attested, block, hashOf, says, snapshotOf, wellContext } from './story.ts'

const well = wellContext()

describe('what explain says of a replacement', () => {
  const denial = { number: 8, denied: hashOf(88), replacement: hashOf(8) }
  const node = (change: object) => ({
    ...well.engine,
    node: { onDeniedBranch: false, offered: null, ...change },
  })
  const replaced = wellContext({
    denials: [{ ...denial, number: 7, denied: hashOf(77), replacement: hashOf(7) }, denial],
  })
  const standing = { ...replaced, derivation: { ...replaced.derivation, tip: block(8) } }

  it('is named with what it denied, and whether that is still offered', () => {
    const line = (context: typeof replaced) =>
      explain(snapshotOf(context)).fine.find(({ area }) => area === 'replacement')?.seen
    const denied = `denied 8 ${hashOf(88)} for ${hashOf(8)}`
    expect(line(replaced)).toBe(`${denied}, and 1 before it; nobody offers that branch`)
    const offered = { ...replaced, engine: node({ offered: block(9) }), finalized: block(8) }
    expect(line(offered)).toBe(`${denied}; still offered, last block 9 ${hashOf(9)}`)
    expect(line({ ...replaced, finalized: block(9) })).toBeUndefined()
  })

  it('holds while the rollup node stands on the branch that was left', () => {
    const elsewhere = { kind: 'sources-differ', detail: 'another block 8' } as const
    const contexts = [
      { ...replaced, engine: node({ onDeniedBranch: true }) },
      { ...replaced, derivation: { ...unreadDerivation, trouble: elsewhere } },
    ]
    for (const context of contexts) {
      expect(explain(snapshotOf(context)).blockers[0]).toMatchObject({
        code: 'replacement/node-not-reset',
        expected: `a chain through 8 ${hashOf(8)}`,
      })
    }
    const other = { ...well, derivation: { ...unreadDerivation, trouble: elsewhere } }
    expect(explain(snapshotOf(other)).blockers[0]?.code).toBe('derivation/sources-differ')
  })

  it('waits where local-safe stands at it, and says whether the denied branch goes on', () => {
    const waiting = attested(standing, says(alice, 9))
    expect(explain(snapshotOf(waiting)).blockers).toMatchObject([
      {
        code: 'replacement/derivation-waits',
        detail: 'nothing is derived above it; no block of the denied branch was offered since the last look',
        expected: 'local-safe at or above 9',
        seen: '8',
      },
    ])
    const offered = { ...waiting, engine: node({ offered: block(12) }) }
    expect(explain(snapshotOf(offered)).blockers[0]?.detail).toContain('still offered, last block 12')
    const below = { ...waiting, derivation: { ...waiting.derivation, tip: block(7) } }
    expect(explain(snapshotOf(below)).blockers[0]?.code).toBe('derivation/behind')
  })

  it('says so too while nothing is attested above it, for attesters derive the same', () => {
    const codes = explain(snapshotOf(standing)).blockers.map(({ code }) => code)
    expect(codes).toEqual(['replacement/derivation-waits', 'attestation/missing'])
    expect(situation(standing)).toBe('awaitingAttestation')
    const further = { ...standing, derivation: { ...standing.derivation, tip: block(9) } }
    expect(explain(snapshotOf(further)).blockers.map(({ code }) => code)).toEqual(['attestation/missing'])
  })

  it('is lost when the client falls below it', () => {
    const labels = { head: block(5), safe: block(5), finalized: block(4) }
    const context = { ...replaced, engine: { ...well.engine, labels } }
    expect(explain(snapshotOf(context)).blockers[0]?.code).toBe('replacement/lost')
  })
})
