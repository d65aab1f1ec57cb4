import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openAttesterStore } from '../../src/adapters/sqlite/attester-store.ts'
import { openFollowerStore } from '../../src/adapters/sqlite/follower-store.ts'
import { StoreError } from '../../src/ports/store-error.ts'
import { block, promoted } from '../contracts/store-values.ts'

function temporaryDirectory(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'op-follower-data-'))
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  return dataDir
}

function refusal(open: () => unknown): StoreError {
  try {
    open()
  } catch (error) {
    if (error instanceof StoreError) return error
    throw error
  }
  throw new Error('expected a StoreError, but it opened')
}

/** Another process that opens the store and holds it until it is killed. */
async function holder(dataDir: string) {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'holder.ts'), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

describe('the data directory', () => {
  test('is made for its owner alone', () => {
    const dataDir = join(temporaryDirectory(), 'deep', 'inside')
    openFollowerStore({ dataDir }).close()
    expect(statSync(dataDir).mode & 0o777).toBe(0o700)
  })

  test('that cannot be written is named, with what to do', () => {
    const file = join(temporaryDirectory(), 'a-file')
    writeFileSync(file, '')
    const error = refusal(() => openFollowerStore({ dataDir: join(file, 'data') }))
    expect(error.code).toBe('unwritable')
    expect(error.message).toContain(join(file, 'data'))
    expect(error.message).toContain('choose another')
  })

  test('belongs to one process, which may die in any way', async () => {
    const dataDir = temporaryDirectory()
    const child = await holder(dataDir)
    const error = refusal(() => openFollowerStore({ dataDir }))
    expect(error.code).toBe('locked')
    expect(error.message).toContain('in use by another op-follower process')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const store = openFollowerStore({ dataDir })
    onTestFinished(() => store.close())
    expect(store.load().crossSafe).toMatchObject(block(1))
  })

  test('is not shared by two roles either', () => {
    const dataDir = temporaryDirectory()
    const store = openFollowerStore({ dataDir })
    onTestFinished(() => store.close())
    expect(refusal(() => openAttesterStore({ dataDir })).code).toBe('locked')
  })

  test('is free again after it was closed, and after opening it failed', () => {
    const dataDir = temporaryDirectory()
    openFollowerStore({ dataDir }).close()
    writeFileSync(join(dataDir, 'attester.sqlite'), 'not a database, but long enough to look at'.repeat(50))
    expect(refusal(() => openAttesterStore({ dataDir })).code).toBe('corrupt')
    openFollowerStore({ dataDir }).close()
  })
})

describe('the file of facts', () => {
  function edited(edit: (db: DatabaseSync) => void): string {
    const dataDir = temporaryDirectory()
    const store = openFollowerStore({ dataDir })
    store.record(promoted(3))
    store.close()
    const db = new DatabaseSync(join(dataDir, 'follower.sqlite'))
    edit(db)
    db.close()
    return dataDir
  }

  test('of a newer version is refused with both versions named', () => {
    const dataDir = edited((db) => db.exec('PRAGMA user_version = 99'))
    const error = refusal(() => openFollowerStore({ dataDir }))
    expect(error.code).toBe('newer-schema')
    expect(error.message).toMatch(/schema 99.*knows 3/)
  })

  test.each([
    ['a head', "UPDATE heads SET hash = 'nonsense'"],
    ['half a view', 'UPDATE promotions SET l1_number = 5'],
    ['a tier', 'UPDATE promotions SET tier = 3'],
    ['a negative height', 'UPDATE heads SET number = -1'],
  ])('with %s that was never written so is refused, not believed', (_what, sql) => {
    const store = openFollowerStore({ dataDir: edited((db) => db.exec(sql)) })
    onTestFinished(() => store.close())
    expect(refusal(store.load).code).toBe('corrupt')
  })

  test('with a damaged journal line is refused when it is read', () => {
    const store = openFollowerStore({
      dataDir: edited((db) => db.exec(`UPDATE journal SET fact = '{"kind":"?"}'`)),
    })
    onTestFinished(() => store.close())
    expect(refusal(() => store.journal(5)).code).toBe('corrupt')
  })

  test('is kept as a write-ahead log', () => {
    const dataDir = edited(() => {})
    const db = new DatabaseSync(join(dataDir, 'follower.sqlite'))
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    db.close()
  })
})
