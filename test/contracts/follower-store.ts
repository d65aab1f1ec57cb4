import { describe, expect, test } from 'vitest'
import { type Fact, noFacts } from '../../machines/follower/facts.ts'
import type { FollowerStoreLimits } from '../../src/adapters/sqlite/limits.ts'
import type { FollowerStorePort } from '../../src/ports/store.ts'
import { attested, block, hashOf, intended, promoted, signerCalled } from './store-values.ts'

export interface FollowerStoreUnderTest {
  readonly store: FollowerStorePort
  /** What a restart would find. */
  readonly again: () => FollowerStorePort
}

/** What every store of a follower promises, whatever it keeps its facts in. */
export function followerStoreContract(
  name: string,
  open: (limits?: Partial<FollowerStoreLimits>) => FollowerStoreUnderTest,
): void {
  describe(`${name} keeps the follower's heads`, () => {
    test('an empty store knows nothing', () => {
      expect(open().store.load()).toEqual(noFacts)
    })

    test('promotions, finalized and the trusted base are found again after a restart', () => {
      const { store, again } = open()
      store.record({ kind: 'trusted-base', block: block(1) })
      store.record(promoted(2, { l1View: block(50, 'l1-') }))
      store.record(promoted(5, { finalized: block(2) }))
      const facts = again().load()
      expect(facts.trustedBase).toEqual(block(1))
      expect(facts.crossSafe).toEqual({ level: 'cross-safe', ...block(5) })
      expect(facts.finalized).toEqual(block(2))
      expect(facts.promotions).toEqual([
        { ...block(2), l1View: block(50, 'l1-'), tier: 1 },
        { ...block(5), l1View: null, tier: 1 },
      ])
    })

    test('a promotion never lowers safe, nor moves it sideways', () => {
      const { store } = open()
      store.record(promoted(9))
      store.record(promoted(8))
      store.record(promoted(9, { safe: block(9, 'b'), because: 'replacement' }))
      store.record(promoted(4, { because: 'reassert' }))
      const { crossSafe, promotions } = store.load()
      expect(crossSafe).toMatchObject(block(9))
      expect(promotions.map(({ number, hash }) => ({ number, hash }))).toEqual([block(9)])
    })

    test('a withdrawal lowers safe and takes back the promotions above it', () => {
      const { store } = open()
      for (const number of [3, 6, 9]) store.record(promoted(number))
      store.record(promoted(6, { because: 'withdrawal' }))
      const { crossSafe, promotions } = store.load()
      expect(crossSafe).toMatchObject(block(6))
      expect(promotions.map(({ number }) => number)).toEqual([3, 6])
      store.record(promoted(7, { safe: block(7, 'b') }))
      expect(store.load().crossSafe).toMatchObject(block(7, 'b'))
    })

    test('an anchor may lower safe once at the first start', () => {
      const { store } = open()
      store.record(promoted(9))
      store.record(promoted(2, { because: 'anchor' }))
      expect(store.load().crossSafe).toMatchObject(block(2))
    })

    test('finalized is lowered by nothing, a withdrawal included', () => {
      const { store } = open()
      store.record(promoted(9, { finalized: block(5) }))
      store.record(promoted(6, { finalized: block(4), because: 'withdrawal' }))
      store.record(promoted(10, { finalized: block(5, 'b') }))
      expect(store.load().finalized).toEqual(block(5))
    })

    test('what a promotion rests on is found again, and is never forgotten by saying it again', () => {
      const { store, again } = open()
      store.record(promoted(2, { tier: 1 }))
      store.record(promoted(3, { tier: 2 }))
      store.record(promoted(3, { tier: 1, because: 'reassert' }))
      expect(
        again()
          .load()
          .promotions.map(({ tier }) => tier),
      ).toEqual([1, 2])
    })

    test('a promotion that is said again without its view keeps the one it had', () => {
      const { store } = open()
      store.record(promoted(3, { l1View: block(50, 'l1-') }))
      store.record(promoted(3, { because: 'finality', finalized: block(3) }))
      expect(store.load().promotions).toEqual([{ ...block(3), l1View: block(50, 'l1-'), tier: 1 }])
    })

    test('the number of remembered promotions is bounded, the newest stay', () => {
      const { store } = open({ limitPromotionRows: 3 })
      for (const number of [1, 2, 3, 4, 5]) store.record(promoted(number))
      expect(store.load().promotions.map(({ number }) => number)).toEqual([3, 4, 5])
    })
  })

  describe(`${name} keeps the intent of a forkchoice`, () => {
    const promotion = intended(7, { finalized: block(3), l1View: block(70, 'l1-'), tier: 2 })

    test('it is pending until a promotion confirms it', () => {
      const { store, again } = open()
      store.recordIntent(promotion)
      expect(again().load().pendingPromotion).toEqual({
        ...block(7),
        finalized: block(3),
        l1View: block(70, 'l1-'),
        because: 'attested',
        tier: 2,
      })
    })

    test('a promotion clears it', () => {
      const { store } = open()
      store.recordIntent(promotion)
      store.record(promoted(7))
      expect(store.load().pendingPromotion).toBeNull()
    })

    test('the next intent overwrites it', () => {
      const { store } = open()
      store.recordIntent(promotion)
      store.recordIntent(intended(8, { because: 'finality' }))
      expect(store.load().pendingPromotion).toMatchObject({
        ...block(8),
        finalized: null,
        because: 'finality',
      })
    })

    test.each(['finality', 'reassert'] as const)('a lower intent of %s leaves it standing', (because) => {
      const { store } = open()
      store.recordIntent(promotion)
      store.recordIntent(intended(6, { finalized: block(4), because }))
      expect(store.load().pendingPromotion).toMatchObject({ ...block(7), because: 'attested' })
    })

    test('a lower intent of a withdrawal overwrites it', () => {
      const { store } = open()
      store.recordIntent(promotion)
      store.recordIntent(intended(6, { because: 'withdrawal' }))
      expect(store.load().pendingPromotion).toMatchObject({ ...block(6), because: 'withdrawal' })
    })
  })

  describe(`${name} keeps attestations`, () => {
    const raw = (byte: number, size = 4) => new Uint8Array(size).fill(byte)

    test('one per signer and block, and the newest copy gives the view', () => {
      const { store, again } = open()
      const first = attested(4)
      const newer = attested(4, { issuedAtMs: 2_000, l1View: block(105, 'l1-') })
      store.saveAttestation(first, raw(1))
      store.saveAttestation(newer, raw(2))
      store.saveAttestation(first, raw(1))
      store.saveAttestation(attested(4, { issuedAtMs: 1_500 }), raw(3))
      expect(again().load().attestations).toEqual([newer])
    })

    test('a whole block does not displace the view of a head, a head displaces a block', () => {
      const whole = { topic: 'cross-safe-blocks', l1View: null, issuedAtMs: null } as const
      const { store } = open()
      store.saveAttestation(attested(4), raw(1))
      store.saveAttestation(attested(4, whole), raw(2))
      store.saveAttestation(attested(5, whole), raw(3))
      store.saveAttestation(attested(5), raw(4))
      expect(store.load().attestations).toEqual([attested(4), attested(5)])
    })

    test('the message that brought a block as a whole, whoever signed it, beside all heads', () => {
      const { store, again } = open()
      const whole = { topic: 'cross-safe-blocks', l1View: null, issuedAtMs: null } as const
      const bob = signerCalled('bob')
      store.saveAttestation(attested(5), raw(1))
      store.saveAttestation(attested(5, { ...whole, signer: bob }), raw(5))
      store.saveAttestation(attested(6, { ...whole, branch: 'b' }), raw(6))
      store.saveAttestation(attested(6), raw(1))
      expect(again().attestedBlock(block(5))).toEqual(raw(5))
      expect(again().attestedBlock(block(6, 'b'))).toEqual(raw(6))
      expect(again().attestedBlock(block(6))).toBeNull()
      expect(again().attestedBlock(block(7))).toBeNull()
    })

    test('two hashes of one height are two statements', () => {
      const { store } = open()
      store.saveAttestation(attested(4), raw(1))
      store.saveAttestation(attested(4, { branch: 'b' }), raw(2))
      expect(store.load().attestations).toHaveLength(2)
    })

    test('below the finalized head they are forgotten', () => {
      const { store } = open()
      for (const number of [4, 5, 6]) store.saveAttestation(attested(number), raw(number))
      store.record(promoted(6, { finalized: block(5) }))
      expect(store.load().attestations.map(({ number }) => number)).toEqual([5, 6])
    })

    test('their number is bounded, the lowest go first, the one that just came stays', () => {
      const { store } = open({ limitAttestationRows: 2 })
      for (const number of [6, 7, 8, 3]) store.saveAttestation(attested(number), raw(number))
      expect(store.load().attestations.map(({ number }) => number)).toEqual([3, 8])
    })

    test('their bytes are bounded, repeated copies included', () => {
      const { store } = open({ limitAttestationBytes: 100, limitCopiesPerStatement: 2 })
      for (const issuedAtMs of [1, 2, 3, 4]) store.saveAttestation(attested(4, { issuedAtMs }), raw(4, 40))
      store.saveAttestation(attested(5), raw(5, 20))
      expect(store.load().attestations.map(({ number }) => number)).toEqual([4, 5])
      store.saveAttestation(attested(6), raw(6, 1))
      expect(store.load().attestations.map(({ number }) => number)).toEqual([5, 6])
    })
  })

  describe(`${name} keeps a journal`, () => {
    test('of every fact, newest last', () => {
      const { store } = open()
      const facts: Fact[] = [
        { kind: 'trusted-base', block: block(1) },
        promoted(2, { finalized: block(1), previous: block(1) }),
        {
          kind: 'withdrawing',
          block: block(2),
          derived: hashOf('new'),
          detail: 'its L1 origin was reorged away',
        },
        { kind: 'unexpected', event: 'odd' },
        { kind: 'defect', where: 'examine', detail: hashOf('x') },
      ]
      for (const fact of facts) store.record(fact)
      expect(store.journal(10).map(({ fact }) => fact)).toEqual(facts)
      expect(store.journal(2).map(({ sequence }) => sequence)).toEqual([4, 5])
    })

    test('bounded by rows', () => {
      const { store } = open({ limitJournalRows: 3 })
      for (const number of [1, 2, 3, 4, 5]) store.record(promoted(number))
      expect(store.journal(10).map(({ sequence }) => sequence)).toEqual([3, 4, 5])
    })
  })
}
