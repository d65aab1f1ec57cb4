import { describe, expect, test } from 'vitest'
import { type Fact, statementKey } from '../../machines/follower/facts.ts'
import type { FollowerStoreLimits } from '../../src/adapters/sqlite/limits.ts'
import type { FollowerStoreUnderTest } from './follower-store.ts'
import { attested, block, evidenceOf, promoted, signerCalled } from './store-values.ts'

export function followerStoreEvidenceContract(
  name: string,
  open: (limits?: Partial<FollowerStoreLimits>) => FollowerStoreUnderTest,
): void {
  describe(`${name} keeps evidence`, () => {
    const bytes = Uint8Array.of(0xca, 0xfe)

    test('with the signed bytes of each statement, however long ago they were forgotten', () => {
      const { store, again } = open()
      const statement = attested(4, { branch: 'evil' })
      store.saveAttestation(statement, bytes)
      store.record({ kind: 'evidence', evidence: evidenceOf('e1', [statement], false) })
      store.record(promoted(9, { finalized: block(8) }))
      expect(store.load().attestations).toEqual([])
      const [bundle] = again().evidence()
      expect(bundle?.evidence).toEqual(evidenceOf('e1', [statement], false))
      expect(bundle?.raw).toEqual([{ digest: statement.digest, topic: 'cross-safe-heads', bytes: '0xcafe' }])
    })

    test('the judged copy is the one that is kept while a newer one exists', () => {
      const { store } = open()
      const judged = attested(4)
      store.saveAttestation(judged, bytes)
      store.saveAttestation(attested(4, { issuedAtMs: 2_000 }), Uint8Array.of(1))
      store.record({ kind: 'evidence', evidence: evidenceOf('e1', [judged]) })
      expect(store.evidence()[0]?.raw).toMatchObject([{ digest: judged.digest, bytes: '0xcafe' }])
    })

    test('the first copy outlasts all repeats: under its L1 view a contradiction is proven', () => {
      const { store } = open({ limitCopiesPerStatement: 3 })
      const judged = attested(4)
      store.saveAttestation(judged, bytes)
      for (let repeat = 1; repeat <= 9; repeat += 1) {
        store.saveAttestation(attested(4, { issuedAtMs: 2_000 + repeat }), Uint8Array.of(repeat))
      }
      store.record({ kind: 'evidence', evidence: evidenceOf('e1', [judged]) })
      expect(store.evidence()[0]?.raw).toMatchObject([{ digest: judged.digest, bytes: '0xcafe' }])
    })

    test('halting evidence is open until it is acknowledged, across restarts, oldest first', () => {
      const { store, again } = open()
      const [first, second] = [evidenceOf('e1', [attested(4)]), evidenceOf('e2', [attested(5)])]
      store.record({ kind: 'evidence', evidence: evidenceOf('e0', [attested(3)], false) })
      for (const evidence of [first, second]) store.record({ kind: 'evidence', evidence })
      expect(again().load().openEvidence).toEqual(first)
      again().record({ kind: 'acknowledged', evidenceId: 'e1' })
      expect(again().load().openEvidence).toEqual(second)
    })

    test('acknowledging discards exactly its statements and the view of the disputed block', () => {
      const { store } = open()
      const [bad, good] = [attested(4), attested(4, { signer: signerCalled('bob') })]
      for (const statement of [bad, good]) store.saveAttestation(statement, bytes)
      store.record(promoted(4, { l1View: block(104, 'l1-') }))
      store.record({ kind: 'evidence', evidence: evidenceOf('e1', [bad]) })
      store.record({ kind: 'acknowledged', evidenceId: 'e1' })
      const { discarded, attestations, promotions } = store.load()
      expect(discarded).toEqual([statementKey(bad)])
      expect(attestations).toEqual([good])
      expect(promotions).toEqual([{ ...block(4), l1View: null, tier: 1 }])
    })

    test('seen again after it was acknowledged, it stays acknowledged', () => {
      const { store } = open()
      const fact: Fact = { kind: 'evidence', evidence: evidenceOf('e1', [attested(4)]) }
      store.record(fact)
      store.record({ kind: 'acknowledged', evidenceId: 'e1' })
      store.record(fact)
      expect(store.load().openEvidence).toBeNull()
      expect(store.evidence()).toHaveLength(1)
    })

    test('its amount is bounded in rows and bytes, but what halts stays', () => {
      const { store } = open({ limitEvidenceRows: 2, limitEvidenceBytes: 6 })
      const record = (id: string, number: number, halts: boolean) => {
        store.saveAttestation(attested(number), new Uint8Array(3))
        store.record({ kind: 'evidence', evidence: evidenceOf(id, [attested(number)], halts) })
      }
      record('halting', 1, true)
      for (const number of [2, 3, 4]) record(`late-${number}`, number, false)
      expect(store.evidence().map(({ evidence }) => evidence.id)).toEqual(['halting', 'late-4'])
    })

    test('who was muted stays muted', () => {
      const { store, again } = open()
      store.record({ kind: 'muted', signer: signerCalled('mallory'), evidenceId: 'e1' })
      expect(again().load().muted).toEqual([signerCalled('mallory')])
    })
  })
}
