import * as Schema from 'effect/Schema'
import type { BlockRef } from '../../../machines/values.ts'
import type { AttesterStorePort, SignedHead, SigningIntent } from '../../ports/store.ts'
import {
  type AttesterHeadLimits,
  loadSignedHeads,
  signedHeadsTable,
  storeSignedHead,
} from './attester-heads.ts'
import type { Database, Schema as Tables } from './database.ts'
import { openInDirectory } from './open.ts'
import { decodeRow } from './rows.ts'
import { AddressSchema, BlockRefSchema, Natural } from './value-schemas.ts'

export interface AttesterStoreLimits extends AttesterHeadLimits {
  /** Intents kept; the lowest heights are forgotten first, and a forgotten height is never signed again. */
  readonly limitIntentRows: number
}

export interface AttesterStoreOptions {
  readonly dataDir: string
  readonly limits?: Partial<AttesterStoreLimits>
}

const defaultLimits: AttesterStoreLimits = {
  limitIntentRows: 500_000,
  limitHeadRows: 65_536,
  limitHeadAgeMs: 24 * 60 * 60 * 1_000,
}

const facts = `
CREATE TABLE intents (
  arrival INTEGER PRIMARY KEY AUTOINCREMENT,
  number INTEGER NOT NULL,
  hash TEXT NOT NULL,
  l1_number INTEGER NOT NULL,
  l1_hash TEXT NOT NULL,
  UNIQUE (number, hash, l1_hash)
) STRICT;
CREATE TABLE signed (
  number INTEGER PRIMARY KEY,
  hash TEXT NOT NULL,
  l1_number INTEGER NOT NULL,
  l1_hash TEXT NOT NULL,
  signer TEXT NOT NULL,
  issued_at_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE forgotten (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  number INTEGER NOT NULL
) STRICT;
`

export const attesterSchema: Tables = [facts, signedHeadsTable]

/** Opens the attester's facts in a data directory, and keeps other processes out of it. */
export function openAttesterStore({ dataDir, limits }: AttesterStoreOptions): AttesterStorePort {
  return createAttesterStore(openInDirectory(dataDir, 'attester.sqlite', attesterSchema), limits)
}

export function createAttesterStore(
  db: Database,
  given: Partial<AttesterStoreLimits> = {},
): AttesterStorePort {
  const limits = { ...defaultLimits, ...given }
  return {
    intentsAt: (number) => intentsAt(db, number),
    recordIntent: (intent) => db.transaction(() => recordIntent(db, intent, limits.limitIntentRows)),
    recordSigned: (head, message) => {
      db.transaction(() => {
        recordSigned(db, head)
        storeSignedHead(db, head, message, limits)
      })
    },
    newestSigned: () => newestSigned(db),
    signedThrough: (limitBlocks) => signedThrough(db, limitBlocks),
    heads: (request) => loadSignedHeads(db, request),
    forgottenUpTo: () => forgottenUpTo(db),
    close: db.close,
  }
}

const intentColumns = 'number, hash, l1_number, l1_hash'
const IntentSchema = Schema.Struct({ ...BlockRefSchema.fields, l1View: BlockRefSchema })
const SignedSchema = Schema.Struct({ ...IntentSchema.fields, signer: AddressSchema, issuedAtMs: Natural })

function intentsAt(db: Database, number: number): readonly SigningIntent[] {
  const rows = db.all(`SELECT ${intentColumns} FROM intents WHERE number = ? ORDER BY arrival`, number)
  return rows.map((row) => decodeRow(IntentSchema, { ...row, l1View: viewOf(row) }))
}

function recordIntent(db: Database, { number, hash, l1View }: SigningIntent, limitRows: number): void {
  db.run(
    'INSERT OR IGNORE INTO intents (number, hash, l1_number, l1_hash) VALUES (?, ?, ?, ?)',
    number,
    hash,
    l1View.number,
    l1View.hash,
  )
  while (Number(db.one('SELECT count(*) AS held FROM intents')?.held) > limitRows) forgetLowestHeight(db)
}

/** What is forgotten is remembered as a height, so that forgetting never allows a second hash. */
function forgetLowestHeight(db: Database): void {
  db.run(
    `INSERT INTO forgotten SELECT 1, min(number) FROM intents WHERE true
     ON CONFLICT DO UPDATE SET number = max(forgotten.number, excluded.number)`,
  )
  db.run('DELETE FROM intents WHERE number = (SELECT min(number) FROM intents)')
  db.run('DELETE FROM signed WHERE number <= (SELECT number FROM forgotten)')
}

function recordSigned(db: Database, { number, hash, l1View, signer, issuedAtMs }: SignedHead): void {
  db.run(
    'INSERT OR REPLACE INTO signed VALUES (?, ?, ?, ?, ?, ?)',
    number,
    hash,
    l1View.number,
    l1View.hash,
    signer,
    issuedAtMs,
  )
}

function newestSigned(db: Database): SignedHead | null {
  const row = db.one(
    `SELECT ${intentColumns}, signer, issued_at_ms AS issuedAtMs FROM signed ORDER BY number DESC LIMIT 1`,
  )
  return row && decodeRow(SignedSchema, { ...row, l1View: viewOf(row) })
}

/** The lowest one above which the next height is missing. */
function signedThrough(db: Database, limitBlocks: number): BlockRef | null {
  const row = db.one(
    `SELECT number, hash FROM signed WHERE number >= (SELECT max(number) FROM signed) - ?
     AND NOT EXISTS (SELECT 1 FROM signed AS next WHERE next.number = signed.number + 1)
     ORDER BY number LIMIT 1`,
    limitBlocks,
  )
  return row && decodeRow(BlockRefSchema, row)
}

function forgottenUpTo(db: Database): number | null {
  const row = db.one('SELECT number FROM forgotten')
  return row && decodeRow(Natural, row.number)
}

function viewOf(row: Record<string, unknown>): unknown {
  return { number: row.l1_number, hash: row.l1_hash }
}
