import type { Denial } from '../../../machines/follower/facts.ts'
import type { Database } from './database.ts'
import { DenialSchema } from './fact-schemas.ts'
import type { FollowerStoreLimits } from './limits.ts'
import { decodeRow } from './rows.ts'

/** Denied again, it is the newest: somebody offers that branch still. */
export function storeDenial(
  db: Database,
  { number, denied, replacement }: Denial,
  { limitDenialRows }: FollowerStoreLimits,
): void {
  db.run(
    'INSERT OR REPLACE INTO denials (number, denied, replacement) VALUES (?, ?, ?)',
    number,
    denied,
    replacement,
  )
  db.run(
    'DELETE FROM denials WHERE arrival <= (SELECT arrival FROM denials ORDER BY arrival DESC LIMIT 1 OFFSET ?)',
    limitDenialRows,
  )
}

/** Oldest first. */
export function loadDenials(db: Database): readonly Denial[] {
  const rows = db.all('SELECT number, denied, replacement FROM denials ORDER BY arrival')
  return rows.map((row) => decodeRow(DenialSchema, row))
}
