import * as Schema from 'effect/Schema'
import type { FollowerFacts } from '../../../machines/follower/facts.ts'
import { type Attestation, type BlockRef, crossSafe } from '../../../machines/values.ts'
import type { Database } from './database.ts'
import { EvidenceSchema } from './fact-schemas.ts'
import { loadDenials } from './follower-denials.ts'
import { decodeRow } from './rows.ts'
import { AddressSchema, AttestationSchema, BlockRefSchema, CauseSchema, TierSchema } from './value-schemas.ts'

const PromotionSchema = Schema.Struct({
  ...BlockRefSchema.fields,
  l1View: Schema.NullOr(BlockRefSchema),
  tier: TierSchema,
})
const PendingSchema = Schema.Struct({
  ...PromotionSchema.fields,
  finalized: Schema.NullOr(BlockRefSchema),
  because: CauseSchema,
})

/** Reduces everything on disk to what the follower is started from. */
export function loadFollowerFacts(db: Database): FollowerFacts {
  const safe = head(db, 'safe')
  return {
    trustedBase: blockOrNull(db.one('SELECT number, hash FROM trusted_base')),
    crossSafe: safe && crossSafe(safe),
    finalized: head(db, 'finalized'),
    promotions: promotions(db),
    attestations: attestations(db),
    muted: db
      .all('SELECT signer FROM muted ORDER BY signer')
      .map(({ signer }) => decodeRow(AddressSchema, signer)),
    discarded: db.all('SELECT statement FROM discarded ORDER BY rowid').map((row) => String(row.statement)),
    denials: loadDenials(db),
    openEvidence: openEvidence(db),
    pendingPromotion: pendingPromotion(db),
  }
}

function head(db: Database, label: 'safe' | 'finalized'): BlockRef | null {
  return blockOrNull(db.one('SELECT number, hash FROM heads WHERE label = ?', label))
}

function blockOrNull(row: unknown): BlockRef | null {
  return decodeRow(Schema.NullOr(BlockRefSchema), row)
}

function promotions(db: Database): FollowerFacts['promotions'] {
  const rows = db.all('SELECT number, hash, l1_number, l1_hash, tier FROM promotions ORDER BY number')
  return rows.map((row) => decodeRow(PromotionSchema, { ...row, l1View: viewOf(row) }))
}

function attestations(db: Database): readonly Attestation[] {
  const rows = db.all(
    `SELECT signer, number, hash, l1_number, l1_hash, issued_at_ms AS issuedAtMs, topic, digest
     FROM attestations ORDER BY number, signer, hash`,
  )
  return rows.map((row) => decodeRow(AttestationSchema, { ...row, l1View: viewOf(row) }))
}

/** The oldest contradiction that still halts; the next one halts again once it is acknowledged. */
function openEvidence(db: Database): FollowerFacts['openEvidence'] {
  const row = db.one(
    'SELECT evidence FROM evidence WHERE halts = 1 AND acknowledged_at_ms IS NULL ORDER BY arrival LIMIT 1',
  )
  return row && decodeRow(Schema.fromJsonString(EvidenceSchema), row.evidence)
}

function pendingPromotion(db: Database): FollowerFacts['pendingPromotion'] {
  const row = db.one('SELECT * FROM pending_promotion')
  if (row === null) return null
  const finalized = pair(row.finalized_number, row.finalized_hash)
  return decodeRow(PendingSchema, { ...row, finalized, l1View: viewOf(row) })
}

function viewOf(row: Record<string, unknown>): unknown {
  return pair(row.l1_number, row.l1_hash)
}

/** Two columns that are null together; half a pair reaches the schema and is refused there. */
function pair(number: unknown, hash: unknown): unknown {
  return number === null && hash === null ? null : { number, hash }
}
