import * as Schema from 'effect/Schema'
import type { BlockRef } from '../../../machines/values.ts'
import type { Database } from './database.ts'
import { decodeRow } from './rows.ts'

const BlockRow = Schema.Struct({ bytes: Schema.Uint8Array })

/** Whoever signed it: a block hash has one block, so all who attested it as a whole attested the same bytes. */
export function loadBlock(db: Database, { number, hash }: BlockRef): Uint8Array | null {
  const row = db.one(
    `SELECT copies.bytes FROM attestations JOIN copies USING (signer, number, hash)
     WHERE number = ? AND hash = ? AND copies.topic = 'cross-safe-blocks' LIMIT 1`,
    number,
    hash,
  )
  return row === null ? null : decodeRow(BlockRow, row).bytes
}
