import { describe, expect, test } from 'vitest'
import type { Attestation } from '../../machines/values.ts'
import type { FollowerStoreLimits } from '../../src/adapters/sqlite/limits.ts'
import type { FollowerStorePort } from '../../src/ports/store.ts'
import type { FollowerStoreUnderTest } from './follower-store.ts'
import { attested, block, promoted, signerCalled } from './store-values.ts'

export function followerStoreHeadsContract(
  name: string,
  open: (limits?: Partial<FollowerStoreLimits>) => FollowerStoreUnderTest,
): void {
  const bob = signerCalled('bob')
  const bytes = ({ digest }: Attestation) => new TextEncoder().encode(digest)
  const range = (from: number, count: number) => ({ kind: 'range', from, count }) as const
  const newest = (count: number) => ({ kind: 'newest', count }) as const
  const save = (store: FollowerStorePort, ...statements: Attestation[]) => {
    for (const statement of statements) store.saveAttestation(statement, bytes(statement))
  }

  describe(`${name} keeps accepted heads for whoever asks`, () => {
    test('by number, ascending, of every signer, across restarts', () => {
      const { store, again } = open()
      save(store, attested(9), attested(7), attested(8, { signer: bob }), attested(8), attested(12))
      const wanted = [attested(7), attested(8), attested(8, { signer: bob }), attested(9)]
      expect(again().heads(range(7, 3))).toEqual(wanted.map(bytes))
      expect(again().heads(range(10, 2))).toEqual([])
    })

    test('the newest heights', () => {
      const { store } = open()
      save(store, attested(7), attested(8, { signer: bob }), attested(9))
      expect(store.heads(newest(1))).toEqual([bytes(attested(9))])
      expect(store.heads(newest(2))).toEqual([bytes(attested(8, { signer: bob })), bytes(attested(9))])
    })

    test('none when nothing was accepted', () => {
      const { store } = open()
      expect(store.heads(newest(16))).toEqual([])
      expect(store.heads(range(0, 256))).toEqual([])
    })

    test('the newest copy of one that was said again, whatever came last', () => {
      const { store } = open()
      const [older, newer] = [attested(7, { issuedAtMs: 1_500 }), attested(7, { issuedAtMs: 2_000 })]
      save(store, attested(7), newer, older)
      expect(store.heads(range(7, 1))).toEqual([bytes(newer)])
    })

    test('any copy left of one whose newest was crowded out', () => {
      const { store } = open({ limitCopiesPerStatement: 2 })
      const [newer, older] = [attested(7, { issuedAtMs: 2_000 }), attested(7, { issuedAtMs: 1_500 })]
      save(store, attested(7), newer, older)
      expect(store.heads(range(7, 1))).toEqual([bytes(older)])
    })

    test('of a signer that changed its mind, the later one', () => {
      const { store } = open()
      const second = attested(7, { branch: 'b', issuedAtMs: 2_000 })
      save(store, second, attested(7))
      expect(store.heads(range(7, 1))).toEqual([bytes(second)])
    })

    test('but no whole blocks, which are not asked for by height', () => {
      const whole = { topic: 'cross-safe-blocks', l1View: null, issuedAtMs: null } as const
      const { store } = open()
      save(store, attested(7), attested(7, whole), attested(9, whole))
      expect(store.heads(range(0, 100))).toEqual([bytes(attested(7))])
      expect(store.heads(newest(1))).toEqual([bytes(attested(7))])
    })

    test('back to our finalized head', () => {
      const { store } = open()
      save(store, attested(6), attested(7), attested(8))
      store.record(promoted(8, { finalized: block(7) }))
      expect(store.heads(range(0, 100))).toEqual([bytes(attested(7)), bytes(attested(8))])
    })

    test('so many in one answer as a message holds: the lowest of a range, the highest of the newest', () => {
      const { store } = open()
      const all = Array.from({ length: 150 }, (_, number) => [
        attested(number),
        attested(number, { signer: bob }),
      ])
      save(store, ...all.flat())
      expect(store.heads(range(0, 150))).toEqual(all.flat().slice(0, 256).map(bytes))
      expect(store.heads(newest(150))).toEqual(all.flat().slice(-256).map(bytes))
    })
  })
}
