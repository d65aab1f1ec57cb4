import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { attesterSchema, openAttesterStore } from '../../src/adapters/sqlite/attester-store.ts'
import type { Schema } from '../../src/adapters/sqlite/database.ts'
import { openFollowerStore } from '../../src/adapters/sqlite/follower-store.ts'
import { followerSchema } from '../../src/adapters/sqlite/follower-tables.ts'
import { block, hashOf, promoted, signerCalled } from '../contracts/store-values.ts'

/** A file as an older version wrote it: its tables, its version, a few rows. */
function oldVersion(name: string, schema: Schema, version: number, rows: string): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'op-follower-upgrade-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  const db = new DatabaseSync(join(dataDir, name))
  db.exec(`${schema.slice(0, version).join(';')}; ${rows}; PRAGMA user_version = ${version}`)
  db.close()
  return dataDir
}

test("a follower's file of the first version keeps its facts and learns denials, once", () => {
  const dataDir = oldVersion(
    'follower.sqlite',
    followerSchema,
    1,
    `INSERT INTO heads VALUES ('safe', 7, '${block(7).hash}')`,
  )
  const denial = { number: 8, denied: hashOf('denied'), replacement: block(8).hash }
  const store = openFollowerStore({ dataDir })
  expect(store.load()).toMatchObject({ crossSafe: block(7), denials: [] })
  store.record({ kind: 'denied', denial })
  store.close()
  const again = openFollowerStore({ dataDir })
  onTestFinished(() => again.close())
  expect(again.load()).toMatchObject({ crossSafe: block(7), denials: [denial] })
})

test("a follower's file of the second version keeps its promotions and its journal, as of the first tier", () => {
  const safe = `7, '${block(7).hash}'`
  const line = { ...promoted(7), tier: undefined }
  const dataDir = oldVersion(
    'follower.sqlite',
    followerSchema,
    2,
    `INSERT INTO heads VALUES ('safe', ${safe});
     INSERT INTO promotions VALUES (${safe}, NULL, NULL);
     INSERT INTO pending_promotion VALUES (1, 8, '${block(8).hash}', NULL, NULL, NULL, NULL, 'attested');
     INSERT INTO journal (at_ms, fact) VALUES (5, '${JSON.stringify(line)}')`,
  )
  const store = openFollowerStore({ dataDir })
  onTestFinished(() => store.close())
  const { promotions, pendingPromotion } = store.load()
  expect(promotions).toEqual([{ ...block(7), l1View: null, tier: 1 }])
  expect(pendingPromotion).toMatchObject({ ...block(8), tier: 1 })
  expect(store.journal(1)[0]?.fact).toEqual(promoted(7))
  store.record(promoted(8, { tier: 2 }))
  expect(store.load().promotions.map(({ tier }) => tier)).toEqual([1, 2])
})

test("an attester's file of the first version keeps what binds it, and serves what it signs from now on", () => {
  const head = { ...block(7), l1View: block(107, 'l1-') }
  const dataDir = oldVersion(
    'attester.sqlite',
    attesterSchema,
    1,
    `INSERT INTO intents VALUES (1, 7, '${head.hash}', 107, '${head.l1View.hash}');
     INSERT INTO signed VALUES (7, '${head.hash}', 107, '${head.l1View.hash}', '${signerCalled('alice')}', 5)`,
  )
  const store = openAttesterStore({ dataDir })
  onTestFinished(() => store.close())
  expect(store.intentsAt(7)).toEqual([head])
  expect(store.newestSigned()).toMatchObject(head)
  expect(store.heads({ kind: 'newest', count: 1 })).toEqual([])
  store.recordSigned({ ...head, signer: signerCalled('alice'), issuedAtMs: 6 }, Uint8Array.of(1, 2))
  expect(store.heads({ kind: 'newest', count: 1 })).toEqual([Uint8Array.of(1, 2)])
})
