import type { Address, Attestation, BlockRef, Hash, L1ViewStatus } from '../values.ts'
import type { FollowerContext, TrustPolicy } from './context.ts'
import { statementKey } from './facts.ts'
import { statementsAt } from './pool.ts'

/** Blocks above the cross-safe head that enough attesters agree on, highest first. */
export function attestedBlocks(context: FollowerContext): readonly BlockRef[] {
  const floor = context.crossSafe?.number ?? -1
  const signers = new Map<string, { block: BlockRef; signers: Set<Address> }>()
  for (const statement of context.pool) {
    if (statement.number <= floor || !counts(context, statement)) continue
    const key = `${statement.number}:${statement.hash}`
    const entry = signers.get(key) ?? {
      block: { number: statement.number, hash: statement.hash },
      signers: new Set(),
    }
    entry.signers.add(statement.signer)
    signers.set(key, entry)
  }
  return [...signers.values()]
    .filter((entry) => entry.signers.size >= context.policy.threshold)
    .map((entry) => entry.block)
    .sort((a, b) => b.number - a.number)
}

/** Whether enough attesters agree on exactly this block. */
export function isAttested(context: FollowerContext, block: BlockRef): boolean {
  return meetsPolicy(context, statementsFor(context, block))
}

export function meetsPolicy({ policy }: FollowerContext, statements: readonly Attestation[]): boolean {
  return new Set(statements.map(({ signer }) => signer)).size >= policy.threshold
}

/** A statement counts when the policy names its signer, who is not muted, and no operator discarded it. */
export function counts(context: FollowerContext, statement: Attestation): boolean {
  return (
    context.policy.attesters.includes(statement.signer) &&
    !context.muted.includes(statement.signer) &&
    !context.discarded.includes(statementKey(statement))
  )
}

/** The counted statements for exactly this block. */
export function statementsFor(context: FollowerContext, block: BlockRef): readonly Attestation[] {
  return statementsAt(context.pool, block.number).filter(
    (statement) => statement.hash === block.hash && counts(context, statement),
  )
}

/**
 * A signer with two hashes at one height whose L1 views lie on one L1 chain: an honest
 * verifier cannot change its mind along a chain, though across an L1 reorg it may.
 */
export function equivocator(
  statements: readonly Attestation[],
  views: Readonly<Record<Hash, L1ViewStatus>>,
): readonly [Attestation, Attestation] | null {
  for (const [index, one] of statements.entries()) {
    const other = statements
      .slice(index + 1)
      .find((late) => late.signer === one.signer && late.hash !== one.hash && onOneL1Chain(one, late, views))
    if (other !== undefined) return [one, other]
  }
  return null
}

export function canBeMetWithout(policy: TrustPolicy, muted: readonly Address[]): boolean {
  return policy.attesters.filter((attester) => !muted.includes(attester)).length >= policy.threshold
}

function onOneL1Chain(a: Attestation, b: Attestation, views: Readonly<Record<Hash, L1ViewStatus>>): boolean {
  if (a.l1View === null || b.l1View === null) return false
  if (a.l1View.hash === b.l1View.hash) return true
  return views[a.l1View.hash] === 'canonical' && views[b.l1View.hash] === 'canonical'
}
