import { readFile } from 'node:fs/promises'
import type { Hex } from '../../wire/payload.ts'

/** A key or certificate file cannot be used. Its message never shows what the file holds. */
class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
}

/** A file of 64 hex digits, 0x optional. */
export async function readPrivateKey(path: string): Promise<Hex> {
  const hex = (await readPem(path)).trim().replace(/^0x/i, '')
  if (/^[0-9a-f]{64}$/i.test(hex)) return `0x${hex}`
  throw new KeyFileError(
    `the key file ${path} holds ${hex.length} characters, expected the 64 hex digits of a secp256k1 key`,
  )
}

export async function readPem(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown failure'
    throw new KeyFileError(`the file ${path} cannot be read (${why}); check its path and who may read it`, {
      cause,
    })
  }
}
