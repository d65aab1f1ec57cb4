import { thin } from '../thin.ts'
import type { Attestation } from '../values.ts'
import { statementKey } from './facts.ts'

/** Accepted statements at and above the cross-safe head, ascending by height. A value: every change is a new one. */
export type Pool = readonly Attestation[]

/** One signer may hold two hashes of a height, which is enough to prove that it equivocates. */
const hashesPerSignerAndHeightLimit = 2

/**
 * Adds a statement, or refreshes the copy we have: the L1 view of the newest copy counts,
 * because an attester repeats its head under the view it has reached since.
 */
export function admit(pool: Pool, statement: Attestation, limitStatements: number): Pool {
  const key = statementKey(statement)
  const known = pool.find((held) => statementKey(held) === key)
  if (known !== undefined) {
    return isFresher(statement, known) ? pool.map((held) => (held === known ? statement : held)) : pool
  }
  const rivals = pool.filter((held) => held.signer === statement.signer && held.number === statement.number)
  if (rivals.length >= hashesPerSignerAndHeightLimit) return pool
  const at = pool.findLastIndex((held) => held.number <= statement.number) + 1
  return thin(pool.toSpliced(at, 0, statement), limitStatements)
}

/** Drops what a promotion has made irrelevant; the promoted height itself stays, as the other side of a late conflict. */
export function dropBelow(pool: Pool, number: number): Pool {
  return pool.filter((held) => held.number >= number)
}

export function statementsAt(pool: Pool, number: number): readonly Attestation[] {
  return pool.filter((held) => held.number === number)
}

/** A copy with an L1 view beats one without; among equals the later signature wins. */
function isFresher(statement: Attestation, known: Attestation): boolean {
  if ((statement.l1View === null) !== (known.l1View === null)) return known.l1View === null
  return (statement.issuedAtMs ?? 0) > (known.issuedAtMs ?? 0)
}
