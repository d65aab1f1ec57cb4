import type { PendingPromotion } from '../../machines/follower/context.ts'
import type { Evidence, Fact } from '../../machines/follower/facts.ts'
import type { PromotionCause } from '../../machines/follower/outcomes.ts'
import type { Address, Attestation, BlockRef, Hash } from '../../machines/values.ts'

/** Readable made-up values: block 7 on branch `a` has another hash than on branch `b`. */
export function hashOf(label: string): Hash {
  return `0x${Buffer.from(label).toString('hex').padEnd(64, '0')}`
}

export function block(number: number, branch = 'a'): BlockRef {
  return { number, hash: hashOf(`${branch}${number}`) }
}

export function signerCalled(name: string): Address {
  return `0x${Buffer.from(name).toString('hex').padEnd(40, '0')}`
}

export function attested(number: number, more: Partial<Attestation> & { branch?: string } = {}): Attestation {
  const { branch = 'a', ...fields } = more
  const attestation = {
    ...block(number, branch),
    signer: signerCalled('alice'),
    l1View: block(100 + number, 'l1-'),
    issuedAtMs: 1_000,
    topic: 'cross-safe-heads',
    ...fields,
  } as const
  const { signer, topic, issuedAtMs } = attestation
  return {
    ...attestation,
    digest: hashOf(`${branch}${number}${signer.slice(2, 10)}${topic.slice(11, 13)}${issuedAtMs}`),
  }
}

export function promoted(number: number, more: Partial<Extract<Fact, { kind: 'promoted' }>> = {}): Fact {
  const because: PromotionCause = 'attested'
  return {
    kind: 'promoted',
    safe: block(number),
    finalized: null,
    l1View: null,
    because,
    tier: 1,
    previous: null,
    ...more,
  }
}

export function intended(number: number, more: Partial<PendingPromotion> = {}): PendingPromotion {
  return { safe: block(number), finalized: null, because: 'attested', l1View: null, tier: 1, ...more }
}

export function evidenceOf(id: string, statements: readonly Attestation[], halts = true): Evidence {
  const [first] = statements
  const seen = { number: first?.number ?? 0, hash: first?.hash ?? hashOf('none') }
  const expected = block(seen.number, 'ours')
  return {
    id,
    kind: halts ? 'mismatch' : 'late-conflict',
    statements,
    expected,
    seen,
    detail: 'differs',
    halts,
  }
}
