import { thin } from '../thin.ts'
import type { Attestation, Hash, L1ViewStatus } from '../values.ts'
import { statementKey } from './facts.ts'

/** Accepted statements at and above the cross-safe head, ascending by height. A value: every change is a new one. */
export type Pool = readonly Attestation[]

/** One signer may hold two hashes of a height, which is enough to prove that it equivocates. */
const hashesPerSignerAndHeightLimit = 2

/**
 * Adds a statement. Of one that is repeated two signed copies are kept: the oldest, whose L1 view
 * our derivation passes first, so that a contradiction can be proven however often it is repeated
 * under newer views; and the newest, which still counts when an L1 reorg takes the older view away.
 */
export function admit(pool: Pool, statement: Attestation, limitStatements: number): Pool {
  const copies = copiesOf(pool, statement)
  if (copies.length === 0 && isSurplus(pool, statement)) return pool
  const newest = copies.at(-1)
  if (newest !== undefined && !isFresher(statement, newest)) return pool
  const superseded = copies.filter(
    (held, index) => index > 0 || held.l1View === null || sameView(held, statement),
  )
  const kept = pool.filter((held) => !superseded.includes(held))
  const at = kept.findLastIndex((held) => held.number <= statement.number) + 1
  return thin(kept.toSpliced(at, 0, statement), limitStatements)
}

/** Whether the pool holds this statement under this very L1 view, so that another copy says nothing new. */
export function saysNothingNew(pool: Pool, statement: Attestation): boolean {
  return copiesOf(pool, statement).some((held) => sameView(held, statement))
}

/** Forgets copies whose L1 view was reorged away, where another copy of the statement is left. */
export function dropOrphaned(pool: Pool, views: Readonly<Record<Hash, L1ViewStatus>>): Pool {
  const stands = ({ l1View }: Attestation) => l1View === null || views[l1View.hash] !== 'orphaned'
  return pool.filter((held) => stands(held) || !copiesOf(pool, held).some(stands))
}

/** Drops what a promotion has made irrelevant; the promoted height itself stays, as the other side of a late conflict. */
export function dropBelow(pool: Pool, number: number): Pool {
  return pool.filter((held) => held.number >= number)
}

export function statementsAt(pool: Pool, number: number): readonly Attestation[] {
  return pool.filter((held) => held.number === number)
}

function copiesOf(pool: Pool, statement: Attestation): Pool {
  const key = statementKey(statement)
  return pool.filter((held) => held.number === statement.number && statementKey(held) === key)
}

function isSurplus(pool: Pool, { signer, number }: Attestation): boolean {
  const hashes = pool
    .filter((held) => held.signer === signer && held.number === number)
    .map(({ hash }) => hash)
  return new Set(hashes).size >= hashesPerSignerAndHeightLimit
}

function sameView(a: Attestation, b: Attestation): boolean {
  return a.l1View?.hash === b.l1View?.hash
}

/** A copy with an L1 view beats one without; among equals the later signature wins. */
function isFresher(statement: Attestation, known: Attestation): boolean {
  if ((statement.l1View === null) !== (known.l1View === null)) return known.l1View === null
  return (statement.issuedAtMs ?? 0) > (known.issuedAtMs ?? 0)
}
