import { describe, expect, test } from 'vitest'
import type { AttesterStoreLimits } from '../../src/adapters/sqlite/attester-store.ts'
import type { AttesterStorePort, SignedHead, SigningIntent } from '../../src/ports/store.ts'
import { block, signerCalled } from './store-values.ts'

export interface AttesterStoreUnderTest {
  readonly store: AttesterStorePort
  readonly again: () => AttesterStorePort
}

export function attesterStoreContract(
  name: string,
  open: (limits?: Partial<AttesterStoreLimits>) => AttesterStoreUnderTest,
): void {
  const intent = (number: number, branch = 'a', l1 = 'l1-'): SigningIntent => ({
    ...block(number, branch),
    l1View: block(100 + number, l1),
  })
  const signed = (number: number, issuedAtMs = 1_000): SignedHead => ({
    ...intent(number),
    signer: signerCalled('alice'),
    issuedAtMs,
  })

  const bytes = ({ number, issuedAtMs }: SignedHead) => new TextEncoder().encode(`${number}@${issuedAtMs}`)

  describe(`${name} keeps what the attester meant to sign`, () => {
    test('every hash and view of a height, oldest first, across restarts', () => {
      const { store, again } = open()
      const intents = [intent(7), intent(7, 'b', 'l1-reorged'), intent(7, 'b', 'l1-')]
      for (const each of [...intents, intent(8), intents[0]!]) store.recordIntent(each)
      expect(again().intentsAt(7)).toEqual(intents)
      expect(again().intentsAt(9)).toEqual([])
    })

    test('what it drops for room it remembers as a height', () => {
      const { store, again } = open({ limitIntentRows: 2 })
      expect(store.forgottenUpTo()).toBeNull()
      for (const number of [5, 6, 7]) store.recordIntent(intent(number))
      expect(store.forgottenUpTo()).toBe(5)
      store.recordIntent(intent(3))
      const reopened = again()
      expect(reopened.forgottenUpTo()).toBe(5)
      expect(reopened.intentsAt(7)).toHaveLength(1)
    })
  })

  describe(`${name} keeps what the attester signed`, () => {
    test('nothing at first', () => {
      expect(open().store.newestSigned()).toBeNull()
    })

    test('the newest is the highest, older ones filled in later do not hide it', () => {
      const { store, again } = open()
      for (const head of [signed(9), signed(8, 2_000), signed(9, 3_000)])
        store.recordSigned(head, bytes(head))
      expect(again().newestSigned()).toEqual(signed(9, 3_000))
    })
  })

  describe(`${name} knows up to where every height was signed`, () => {
    const sign = (store: AttesterStorePort, ...numbers: number[]) => {
      for (const number of numbers) store.recordSigned(signed(number), bytes(signed(number)))
    }

    test('the newest when none is missing', () => {
      const { store } = open()
      expect(store.signedThrough(100)).toBeNull()
      sign(store, 5, 6, 7)
      expect(store.signedThrough(100)).toEqual(block(7))
    })

    test('the one below the lowest that is missing, as far as it matters', () => {
      const { store, again } = open()
      sign(store, 1, 2, 5, 9, 8)
      expect(store.signedThrough(100)).toEqual(block(2))
      expect(store.signedThrough(7)).toEqual(block(2))
      expect(store.signedThrough(6)).toEqual(block(5))
      sign(store, 4, 3)
      expect(again().signedThrough(100)).toEqual(block(5))
    })
  })

  describe(`${name} keeps signed heads for whoever asks`, () => {
    const range = (from: number, count: number) => ({ kind: 'range', from, count }) as const
    const newest = (count: number) => ({ kind: 'newest', count }) as const
    const sign = (store: AttesterStorePort, ...heads: SignedHead[]) => {
      for (const head of heads) store.recordSigned(head, bytes(head))
    }

    test('by number, ascending whatever the order of signing, across restarts', () => {
      const { store, again } = open()
      sign(store, signed(5), signed(9), signed(8), signed(7))
      expect(again().heads(range(7, 2))).toEqual([bytes(signed(7)), bytes(signed(8))])
      expect(again().heads(range(1, 4))).toEqual([])
    })

    test('the newest copy of a head that is said again', () => {
      const { store } = open()
      sign(store, signed(8), signed(9), signed(9, 2_000))
      expect(store.heads(newest(1))).toEqual([bytes(signed(9, 2_000))])
      expect(store.heads(newest(5))).toEqual([bytes(signed(8)), bytes(signed(9, 2_000))])
    })

    test('none when nothing was signed', () => {
      const { store } = open()
      expect(store.heads(newest(16))).toEqual([])
      expect(store.heads(range(0, 256))).toEqual([])
    })

    test('so many at most, the lowest go first', () => {
      const { store } = open({ limitHeadRows: 2 })
      sign(store, signed(7), signed(9), signed(8), signed(6))
      expect(store.heads(range(0, 100))).toEqual([bytes(signed(8)), bytes(signed(9))])
    })

    test('back to a certain age', () => {
      const { store } = open({ limitHeadAgeMs: 1_000 })
      sign(store, signed(7, 999), signed(8, 1_000), signed(9, 2_000))
      expect(store.heads(range(0, 100))).toEqual([bytes(signed(8, 1_000)), bytes(signed(9, 2_000))])
    })
  })
}
