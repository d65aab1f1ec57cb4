import type { Attestation } from '../../../machines/values.ts'
import type { HeadsRequest } from '../../ports/gossip.ts'
import type { Database } from './database.ts'
import { headsOf, heightsOf } from './heads-of.ts'
import type { FollowerStoreLimits } from './limits.ts'

/**
 * Keeps one row per statement, its oldest and its newest signed copies, within the limits. Lazily: nothing
 * follows from a statement but by a fact or an intent, and recording that takes it to the disk.
 */
export function storeAttestation(
  db: Database,
  attestation: Attestation,
  raw: Uint8Array,
  limits: FollowerStoreLimits,
): void {
  if (db.one('SELECT 1 FROM copies WHERE digest = ?', attestation.digest) !== null) return
  db.lazyTransaction(() => {
    storeStatement(db, attestation)
    storeCopy(db, attestation, raw)
    forgetOlderCopies(db, attestation, limits.limitCopiesPerStatement)
    forgetLowest(db, attestation, limits)
  })
}

/** A whole block carries no view and no time, so it never replaces a head. */
function storeStatement(db: Database, a: Attestation): void {
  db.run(
    `INSERT INTO attestations VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET l1_number = excluded.l1_number, l1_hash = excluded.l1_hash,
       issued_at_ms = excluded.issued_at_ms, topic = excluded.topic, digest = excluded.digest
     WHERE attestations.issued_at_ms IS NULL OR excluded.issued_at_ms > attestations.issued_at_ms`,
    a.signer,
    a.number,
    a.hash,
    a.l1View?.number ?? null,
    a.l1View?.hash ?? null,
    a.issuedAtMs,
    a.topic,
    a.digest,
  )
}

function storeCopy(db: Database, a: Attestation, raw: Uint8Array): void {
  db.run(
    `INSERT INTO copies (digest, signer, number, hash, topic, size_bytes, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    a.digest,
    a.signer,
    a.number,
    a.hash,
    a.topic,
    raw.length,
    raw,
  )
}

/** The oldest stays beside the newest: its L1 view is the first under which a contradiction can be proven. */
function forgetOlderCopies(db: Database, { signer, number, hash }: Attestation, limitCopies: number): void {
  db.run(
    `DELETE FROM copies WHERE signer = ?1 AND number = ?2 AND hash = ?3 AND arrival > (
       SELECT min(arrival) FROM copies WHERE signer = ?1 AND number = ?2 AND hash = ?3) AND arrival <= (
       SELECT arrival FROM copies WHERE signer = ?1 AND number = ?2 AND hash = ?3
       ORDER BY arrival DESC LIMIT 1 OFFSET ?4)`,
    signer,
    number,
    hash,
    limitCopies - 1,
  )
}

/**
 * An attestation covers all ancestors of its block, so the lowest one is worth the least.
 * The one that just came stays: evidence about it may be recorded in the next moment.
 */
function forgetLowest(db: Database, newest: Attestation, limits: FollowerStoreLimits): void {
  while (isOverLimit(db, limits)) {
    const forgotten = db.run(
      `DELETE FROM attestations WHERE rowid = (
         SELECT rowid FROM attestations WHERE NOT (signer = ? AND number = ? AND hash = ?)
         ORDER BY number LIMIT 1)`,
      newest.signer,
      newest.number,
      newest.hash,
    )
    if (forgotten === 0) return
  }
}

function isOverLimit(db: Database, limits: FollowerStoreLimits): boolean {
  const rows = Number(db.one('SELECT count(*) AS held FROM attestations')?.held)
  const bytes = Number(db.one('SELECT coalesce(sum(size_bytes), 0) AS held FROM copies')?.held)
  return rows > limits.limitAttestationRows || bytes > limits.limitAttestationBytes
}

/** Below the finalized head nothing can be promoted or contradicted any more. */
export function forgetBelowFinalized(db: Database): void {
  const below = "number < (SELECT number FROM heads WHERE label = 'finalized')"
  db.run(`DELETE FROM attestations WHERE ${below}`)
  db.run(`DELETE FROM discarded WHERE ${below}`)
}

/** Of a signer that named two hashes at one height the newer one counts; its newest copy is what it stands by. */
export function loadHeads(db: Database, request: HeadsRequest): readonly Uint8Array[] {
  const newest = db.one("SELECT max(number) AS number FROM attestations WHERE topic = 'cross-safe-heads'")
  const [from, to] = heightsOf(request, Number(newest?.number))
  const rows = db.all(
    `SELECT bytes FROM (
       SELECT number, signer, copies.bytes, row_number() OVER (
         PARTITION BY number, signer
         ORDER BY issued_at_ms DESC, copies.digest = attestations.digest DESC, arrival DESC) AS place
       FROM attestations JOIN copies USING (signer, number, hash)
       WHERE number BETWEEN ? AND ? AND copies.topic = 'cross-safe-heads')
     WHERE place = 1 ORDER BY number, signer`,
    from,
    to,
  )
  return headsOf(request, rows)
}
