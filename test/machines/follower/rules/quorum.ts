import type { FollowerContext } from '../../../../machines/follower/context.ts'
import type { Attestation, BlockRef, Hash, L1ViewStatus } from '../../../../machines/values.ts'

type Views = Readonly<Record<Hash, L1ViewStatus>>

/** Enough different signers whom the policy names, none muted, no statement discarded. */
export function meetsPolicy({ policy, muted, discarded }: FollowerContext, said: readonly Attestation[]) {
  const signers = said
    .filter(({ signer }) => policy.attesters.includes(signer) && !muted.includes(signer))
    .filter(({ signer, number, hash }) => !discarded.includes(`${signer}:${number}:${hash}`))
    .map(({ signer }) => signer)
  return new Set(signers).size >= policy.threshold
}

export function saidOf({ pool }: FollowerContext, block: BlockRef | null): readonly Attestation[] {
  return pool.filter(({ number, hash }) => number === block?.number && hash === block.hash)
}

/** Those whose L1 view is canonical; without an L1 view, or without an L1 node, nothing speaks against one. */
export function undisputed({ l1 }: FollowerContext, said: readonly Attestation[], views: Views) {
  return said.filter(({ l1View }) => !l1.configured || l1View === null || views[l1View.hash] === 'canonical')
}

/** Those that prove something: an L1 view that is canonical for us and that our derivation is past. */
export function proving(said: readonly Attestation[], views: Views, derivedPastL1: number) {
  return said.filter(
    ({ l1View }) => l1View !== null && views[l1View.hash] === 'canonical' && l1View.number < derivedPastL1,
  )
}
