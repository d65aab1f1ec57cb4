import type { HeadsRequest } from '../../ports/gossip.ts'
import type { SignedHead } from '../../ports/store.ts'
import type { Database } from './database.ts'
import { headsOf, heightsOf } from './heads-of.ts'

export interface AttesterHeadLimits {
  /** Signed heads kept for whoever asks; the lowest go first. */
  readonly limitHeadRows: number
  /** Counted back from the head signed last. */
  readonly limitHeadAgeMs: number
}

export const signedHeadsTable = `
CREATE TABLE signed_heads (
  number INTEGER PRIMARY KEY,
  issued_at_ms INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE INDEX signed_heads_by_age ON signed_heads (issued_at_ms);
`

export function storeSignedHead(
  db: Database,
  { number, issuedAtMs }: SignedHead,
  message: Uint8Array,
  { limitHeadRows, limitHeadAgeMs }: AttesterHeadLimits,
): void {
  db.run('INSERT OR REPLACE INTO signed_heads VALUES (?, ?, ?)', number, issuedAtMs, message)
  db.run('DELETE FROM signed_heads WHERE issued_at_ms < ?', issuedAtMs - limitHeadAgeMs)
  db.run(
    'DELETE FROM signed_heads WHERE number <= (SELECT number FROM signed_heads ORDER BY number DESC LIMIT 1 OFFSET ?)',
    limitHeadRows,
  )
}

export function loadSignedHeads(db: Database, request: HeadsRequest): readonly Uint8Array[] {
  const newest = db.one('SELECT max(number) AS number FROM signed_heads')
  const rows = db.all(
    'SELECT bytes FROM signed_heads WHERE number BETWEEN ? AND ? ORDER BY number',
    ...heightsOf(request, Number(newest?.number)),
  )
  return headsOf(request, rows)
}
