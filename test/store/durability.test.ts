import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Database, openDatabase } from '../../src/adapters/sqlite/database.ts'

const normal = 1
const full = 2

function open(): { db: Database; flushing: () => unknown } {
  const directory = mkdtempSync(join(tmpdir(), 'op-follower-durability-'))
  const db = openDatabase(join(directory, 'facts.sqlite'), ['CREATE TABLE t (n)'])
  onTestFinished(() => {
    db.close()
    rmSync(directory, { recursive: true })
  })
  return { db, flushing: () => db.one('PRAGMA synchronous')?.synchronous }
}

test('a transaction is flushed; a lazy one leaves that to the next', () => {
  const { db, flushing } = open()
  const seen: unknown[] = []
  db.lazyTransaction(() => seen.push(flushing()))
  db.transaction(() => seen.push(flushing()))
  expect(seen).toEqual([normal, full])
})

test('a lazy transaction that fails leaves nothing behind, neither rows nor laziness', () => {
  const { db, flushing } = open()
  const failing = () => {
    db.run('INSERT INTO t VALUES (1)')
    throw new Error('no')
  }
  expect(() => db.lazyTransaction(failing)).toThrow()
  expect(db.all('SELECT n FROM t')).toEqual([])
  expect(flushing()).toBe(full)
})
