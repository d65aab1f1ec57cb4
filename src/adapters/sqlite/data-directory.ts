import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StoreError } from '../../ports/store-error.ts'
import { isBusy } from './sqlite-error.ts'

const lockFile = 'op-follower.lock'

export interface DataDirectory {
  readonly file: (name: string) => string
  readonly release: () => void
}

/**
 * Takes a data directory for this process. The lock is an open exclusive transaction on a
 * database of its own: the operating system drops it with the process, however that ends,
 * so there is never a stale lock file to remove by hand.
 */
export function openDataDirectory(path: string): DataDirectory {
  create(path)
  const lock = acquire(path)
  return { file: (name) => join(path, name), release: () => lock.close() }
}

function create(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch (cause) {
    throw unwritable(path, cause)
  }
}

function acquire(path: string): DatabaseSync {
  const lock = openLock(path)
  try {
    lock.exec('BEGIN EXCLUSIVE')
    // A table and its rollback prove that the disk takes writes, without leaving anything behind.
    lock.exec('SAVEPOINT probe; CREATE TABLE probe (x); ROLLBACK TO probe; RELEASE probe')
    return lock
  } catch (cause) {
    lock.close()
    throw isBusy(cause) ? locked(path) : unwritable(path, cause)
  }
}

function openLock(path: string): DatabaseSync {
  try {
    return new DatabaseSync(join(path, lockFile))
  } catch (cause) {
    throw unwritable(path, cause)
  }
}

function locked(path: string): StoreError {
  return new StoreError(
    'locked',
    `data directory ${path} is in use by another op-follower process; stop that one, or give this one a data directory of its own`,
  )
}

function unwritable(path: string, cause: unknown): StoreError {
  const seen = cause instanceof Error ? cause.message : String(cause)
  return new StoreError(
    'unwritable',
    `data directory ${path} cannot be written (${seen}); make it a directory that this user may write, or choose another`,
    cause,
  )
}
