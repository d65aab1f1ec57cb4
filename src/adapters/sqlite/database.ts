import { DatabaseSync, type SQLInputValue } from 'node:sqlite'
import { StoreError } from '../../ports/store-error.ts'
import { asStoreError } from './sqlite-error.ts'

type SqlValue = SQLInputValue

export interface Database {
  /** Runs one statement; each text is prepared once. */
  readonly run: (sql: string, ...values: SqlValue[]) => number
  readonly one: (sql: string, ...values: SqlValue[]) => Record<string, unknown> | null
  readonly all: (sql: string, ...values: SqlValue[]) => Record<string, unknown>[]
  /** All of it is on disk when this returns, or none of it ever happened. */
  readonly transaction: (work: () => void) => void
  /**
   * All of it or none, and on disk with the next `transaction` at the latest: that one flushes the
   * whole log. Only a power cut in between undoes it, and then as if it had never happened.
   */
  readonly lazyTransaction: (work: () => void) => void
  readonly close: () => void
}

/** The steps by which a file came to its tables, oldest first: a new file takes them all, an old one those it lacks. */
export type Schema = readonly string[]

/** Opens one file of facts, or memory, and makes the tables that it lacks. */
export function openDatabase(path: string, schema: Schema): Database {
  try {
    const connection = new DatabaseSync(path)
    connection.exec(`PRAGMA journal_mode = WAL; ${flushed}; PRAGMA foreign_keys = ON`)
    migrate(connection, path, schema)
    return wrap(connection, path)
  } catch (error) {
    throw asStoreError(error, path)
  }
}

function migrate(connection: DatabaseSync, path: string, schema: Schema): void {
  const version = schema.length
  const found = Number(connection.prepare('PRAGMA user_version').get()?.user_version)
  if (found > version) throw newerSchema(path, found, version)
  if (found === version) return
  const missing = schema.slice(found).join(';')
  transact(connection, () => connection.exec(`${missing}; PRAGMA user_version = ${version}`))
}

function newerSchema(path: string, found: number, known: number): StoreError {
  return new StoreError(
    'newer-schema',
    `${path} has schema ${found}, this op-follower knows ${known}; run the version that wrote it, or choose another data directory`,
  )
}

function wrap(connection: DatabaseSync, path: string): Database {
  const prepared = new Map<string, ReturnType<DatabaseSync['prepare']>>()
  const prepare = (sql: string) => {
    const statement = prepared.get(sql) ?? connection.prepare(sql)
    prepared.set(sql, statement)
    return statement
  }
  const guarded = <T>(work: () => T): T => {
    try {
      return work()
    } catch (error) {
      throw asStoreError(error, path)
    }
  }
  return {
    run: (sql, ...values) => guarded(() => Number(prepare(sql).run(...values).changes)),
    one: (sql, ...values) => guarded(() => prepare(sql).get(...values) ?? null),
    all: (sql, ...values) => guarded(() => prepare(sql).all(...values)),
    transaction: (work) => guarded(() => transact(connection, work)),
    lazyTransaction: (work) => guarded(() => transactLazily(connection, work)),
    close: () => guarded(() => connection.close()),
  }
}

/** How SQLite's write-ahead log treats a commit: flushed to the disk, or left to the next one that is. */
const flushed = 'PRAGMA synchronous = FULL'
const unflushed = 'PRAGMA synchronous = NORMAL'

function transactLazily(connection: DatabaseSync, work: () => void): void {
  connection.exec(unflushed)
  try {
    transact(connection, work)
  } finally {
    connection.exec(flushed)
  }
}

function transact(connection: DatabaseSync, work: () => void): void {
  connection.exec('BEGIN IMMEDIATE')
  try {
    work()
    connection.exec('COMMIT')
  } catch (error) {
    if (connection.isTransaction) connection.exec('ROLLBACK')
    throw error
  }
}
