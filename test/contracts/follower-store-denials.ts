import { describe, expect, test } from 'vitest'
import type { Denial } from '../../machines/follower/facts.ts'
import type { FollowerStoreLimits } from '../../src/adapters/sqlite/limits.ts'
import type { FollowerStoreUnderTest } from './follower-store.ts'
import { block, hashOf, intended, promoted } from './store-values.ts'

export function followerStoreDenialsContract(
  name: string,
  open: (limits?: Partial<FollowerStoreLimits>) => FollowerStoreUnderTest,
): void {
  const denial = (number: number): Denial => ({
    number,
    denied: hashOf(`denied${number}`),
    replacement: block(number).hash,
  })

  describe(`${name} keeps denials`, () => {
    test('across restarts, oldest first, and in the journal', () => {
      const { store, again } = open()
      for (const number of [9, 4]) store.record({ kind: 'denied', denial: denial(number) })
      expect(again().load().denials).toEqual([denial(9), denial(4)])
      expect(again().journal(1)[0]?.fact).toEqual({ kind: 'denied', denial: denial(4) })
    })

    test('one for each block, and denied again it is the newest', () => {
      const { store } = open()
      for (const number of [4, 9, 4]) store.record({ kind: 'denied', denial: denial(number) })
      expect(store.load().denials).toEqual([denial(9), denial(4)])
    })

    test('when finality has passed them: the branch may be offered for ever', () => {
      const { store } = open()
      store.record({ kind: 'denied', denial: denial(4) })
      store.record(promoted(9, { finalized: block(8) }))
      expect(store.load().denials).toEqual([denial(4)])
    })

    test('so many at most, the newest stay', () => {
      const { store } = open({ limitDenialRows: 2 })
      for (const number of [7, 8, 3]) store.record({ kind: 'denied', denial: denial(number) })
      expect(store.load().denials).toEqual([denial(8), denial(3)])
    })

    test('and the promotion of a replacement raises safe', () => {
      const { store, again } = open()
      store.record(promoted(3))
      store.record({ kind: 'denied', denial: denial(4) })
      store.recordIntent(intended(4, { because: 'replacement', l1View: block(104, 'l1-') }))
      const reopened = again()
      expect(reopened.load().pendingPromotion).toMatchObject({ ...block(4), because: 'replacement' })
      reopened.record(promoted(4, { because: 'replacement', l1View: block(104, 'l1-') }))
      expect(again().load()).toMatchObject({ crossSafe: block(4), pendingPromotion: null })
    })
  })
}
