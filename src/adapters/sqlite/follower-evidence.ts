import * as Schema from 'effect/Schema'
import { type Evidence, statementKey } from '../../../machines/follower/facts.ts'
import type { Address, Attestation } from '../../../machines/values.ts'
import type { EvidenceBundle } from '../../ports/store.ts'
import type { Database } from './database.ts'
import { EvidenceSchema } from './fact-schemas.ts'
import type { FollowerStoreLimits } from './limits.ts'
import { decodeRow } from './rows.ts'
import { HashSchema, Natural, TopicSchema } from './value-schemas.ts'

/** The same contradiction seen again is the same piece of evidence, acknowledged or not. */
export function storeEvidence(
  db: Database,
  evidence: Evidence,
  nowMs: number,
  limits: FollowerStoreLimits,
): void {
  const added = db.run(
    'INSERT INTO evidence (id, evidence, halts, recorded_at_ms) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    evidence.id,
    JSON.stringify(evidence),
    evidence.halts ? 1 : 0,
    nowMs,
  )
  if (added === 0) return
  for (const statement of evidence.statements) keepBytes(db, evidence.id, statement)
  forgetOldest(db, limits)
}

/** The copy that was judged; when a newer one has displaced it, any copy of the same statement proves as much. */
function keepBytes(db: Database, evidenceId: string, { signer, number, hash, digest }: Attestation): void {
  db.run(
    `INSERT OR IGNORE INTO evidence_bytes
     SELECT ?, digest, topic, bytes FROM copies WHERE signer = ? AND number = ? AND hash = ?
     ORDER BY digest = ? DESC, arrival DESC LIMIT 1`,
    evidenceId,
    signer,
    number,
    hash,
    digest,
  )
}

/** What still halts is kept whatever the limits say. */
function forgetOldest(db: Database, limits: FollowerStoreLimits): void {
  while (isOverLimit(db, limits)) {
    const forgotten = db.run(
      `DELETE FROM evidence WHERE arrival = (
         SELECT arrival FROM evidence WHERE halts = 0 OR acknowledged_at_ms IS NOT NULL
         ORDER BY arrival LIMIT 1)`,
    )
    if (forgotten === 0) return
  }
}

function isOverLimit(db: Database, limits: FollowerStoreLimits): boolean {
  const rows = Number(db.one('SELECT count(*) AS held FROM evidence')?.held)
  const bytes = Number(db.one('SELECT coalesce(sum(length(bytes)), 0) AS held FROM evidence_bytes')?.held)
  return rows > limits.limitEvidenceRows || bytes > limits.limitEvidenceBytes
}

/** An operator has seen it: exactly its statements are discarded, and the seen block's view moves finality no more. */
export function acknowledgeEvidence(db: Database, evidenceId: string, nowMs: number): void {
  const row = db.one('SELECT evidence FROM evidence WHERE id = ?', evidenceId)
  if (row === null) return
  const { statements, seen } = decodeRow(Schema.fromJsonString(EvidenceSchema), row.evidence)
  for (const statement of statements) discard(db, statement)
  db.run(
    'UPDATE evidence SET acknowledged_at_ms = ? WHERE id = ? AND acknowledged_at_ms IS NULL',
    nowMs,
    evidenceId,
  )
  db.run(
    'UPDATE promotions SET l1_number = NULL, l1_hash = NULL WHERE number = ? AND hash = ?',
    seen.number,
    seen.hash,
  )
}

function discard(db: Database, statement: Attestation): void {
  const { signer, number, hash } = statement
  db.run('INSERT OR IGNORE INTO discarded VALUES (?, ?)', statementKey(statement), number)
  db.run('DELETE FROM attestations WHERE signer = ? AND number = ? AND hash = ?', signer, number, hash)
}

export function storeMute(db: Database, signer: Address, evidenceId: string): void {
  db.run('INSERT OR IGNORE INTO muted VALUES (?, ?)', signer, evidenceId)
}

const BundleRow = Schema.Struct({
  id: Schema.String,
  evidence: Schema.fromJsonString(EvidenceSchema),
  recordedAtMs: Natural,
  acknowledgedAtMs: Schema.NullOr(Natural),
})
const BytesRow = Schema.Struct({ digest: HashSchema, topic: TopicSchema, bytes: Schema.Uint8Array })

/** All evidence, oldest first. */
export function loadEvidence(db: Database): readonly EvidenceBundle[] {
  const rows = db.all(
    `SELECT id, evidence, recorded_at_ms AS recordedAtMs, acknowledged_at_ms AS acknowledgedAtMs
     FROM evidence ORDER BY arrival`,
  )
  return rows.map((row) => {
    const { id, ...bundle } = decodeRow(BundleRow, row)
    return { ...bundle, raw: rawBytes(db, id) }
  })
}

function rawBytes(db: Database, evidenceId: string): EvidenceBundle['raw'] {
  const rows = db.all(
    'SELECT digest, topic, bytes FROM evidence_bytes WHERE evidence_id = ? ORDER BY rowid',
    evidenceId,
  )
  return rows.map((row) => {
    const { digest, topic, bytes } = decodeRow(BytesRow, row)
    return { digest, topic, bytes: `0x${Buffer.from(bytes).toString('hex')}` as const }
  })
}
