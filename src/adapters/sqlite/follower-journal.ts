import * as Schema from 'effect/Schema'
import type { Fact } from '../../../machines/follower/facts.ts'
import type { JournalLine } from '../../ports/store.ts'
import type { Database } from './database.ts'
import { FactSchema } from './fact-schemas.ts'
import { decodeRow } from './rows.ts'
import { Natural } from './value-schemas.ts'

const LineRow = Schema.Struct({
  sequence: Natural,
  atMs: Natural,
  fact: Schema.fromJsonString(FactSchema),
})

export function appendToJournal(db: Database, fact: Fact, nowMs: number, limitRows: number): void {
  db.run('INSERT INTO journal (at_ms, fact) VALUES (?, ?)', nowMs, JSON.stringify(fact))
  db.run('DELETE FROM journal WHERE sequence <= (SELECT max(sequence) FROM journal) - ?', limitRows)
}

/** The newest lines, oldest of them first. */
export function loadJournal(db: Database, limit: number): readonly JournalLine[] {
  const rows = db.all(
    'SELECT sequence, at_ms AS atMs, fact FROM journal ORDER BY sequence DESC LIMIT ?',
    limit,
  )
  return rows.reverse().map((row) => decodeRow(LineRow, row))
}
