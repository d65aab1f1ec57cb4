import { openDataDirectory } from './data-directory.ts'
import { type Database, openDatabase, type Schema } from './database.ts'

/** One file of facts in a data directory that is ours until it is closed. */
export function openInDirectory(dataDir: string, name: string, schema: Schema): Database {
  const directory = openDataDirectory(dataDir)
  try {
    const database = openDatabase(directory.file(name), schema)
    return { ...database, close: () => closeBoth(database, directory.release) }
  } catch (error) {
    directory.release()
    throw error
  }
}

function closeBoth(database: Database, release: () => void): void {
  try {
    database.close()
  } finally {
    release()
  }
}
