import { StoreError } from '../../ports/store-error.ts'

const primaryCodeMask = 0xff
const sqliteBusy = 5
const sqliteCorrupt = 11
const sqliteNotADatabase = 26

export function isBusy(error: unknown): boolean {
  return primaryCode(error) === sqliteBusy
}

/** Turns what node:sqlite throws into the error of the port; anything else is a defect and passes through. */
export function asStoreError(error: unknown, path: string): unknown {
  const code = primaryCode(error)
  if (code === null) return error
  const seen = (error as Error).message
  if (code === sqliteCorrupt || code === sqliteNotADatabase) {
    const advice = 'move the file away to start from no facts, and keep it for examination'
    return new StoreError('corrupt', `${path} is damaged (${seen}); ${advice}`, error)
  }
  const advice = 'check the disk for space and errors, then start again'
  return new StoreError('failed', `${path} could not be read or written (${seen}); ${advice}`, error)
}

function primaryCode(error: unknown): number | null {
  if (!(error instanceof Error) || !('errcode' in error)) return null
  return typeof error.errcode === 'number' ? error.errcode & primaryCodeMask : null
}
