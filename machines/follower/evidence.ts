import type { Attestation, BlockRef, Hash } from '../values.ts'
import type { FollowerContext } from './context.ts'
import type { Evidence } from './facts.ts'
import type { ExamineOutcome } from './outcomes.ts'
import { statementsFor } from './trust.ts'

type Difference = Extract<ExamineOutcome, { kind: 'differs' }>

/** The evidence of what an examination proved. */

export function equivocation([one, other]: readonly [Attestation, Attestation], goesOn: boolean): Evidence {
  return {
    id: `equivocation-${one.number}-${one.signer}`,
    kind: 'equivocation',
    statements: [one, other],
    expected: { number: one.number, hash: one.hash },
    seen: { number: other.number, hash: other.hash },
    detail: `${one.signer} signed two hashes for one height along one L1 chain`,
    halts: !goesOn,
  }
}

export function mismatch(
  target: BlockRef,
  { localHash, flaw }: Difference,
  statements: readonly Attestation[],
): Evidence {
  const signers = statements.map(({ signer }) => signer).join(', ')
  return {
    id: `mismatch-${target.number}-${target.hash}`,
    kind: 'mismatch',
    statements,
    expected: { number: target.number, hash: localHash },
    seen: target,
    detail: withFlaw(`attested by ${signers}, but we derived another block`, { flaw }),
    halts: true,
  }
}

/** With what of the attested block is not as our own with nothing but its deposits, where that was compared. */
export function withFlaw(detail: string, { flaw }: Pick<Difference, 'flaw'>): string {
  return flaw === null ? detail : `${detail}, and it is not our reduction: ${flaw}`
}

export function belowFinalized(context: FollowerContext, target: BlockRef, localHash: Hash): Evidence {
  return {
    id: `below-finalized-${target.number}-${localHash}`,
    kind: 'below-finalized',
    statements: statementsFor(context, target),
    expected: target,
    seen: { number: target.number, hash: localHash },
    detail: `our chain left the promoted one below the finalized block ${context.finalized?.number}`,
    halts: true,
  }
}
