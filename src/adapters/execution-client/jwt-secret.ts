import { readFile } from 'node:fs/promises'
import * as Redacted from 'effect/Redacted'

/** Prints as `<redacted>`, wherever it is logged by mistake. */
export type JwtSecret = Redacted.Redacted<Uint8Array>

export class JwtSecretError extends Error {
  override readonly name = 'JwtSecretError'
}

/** Reads the file that execution client and rollup node share. Throws {@link JwtSecretError}. */
export async function readJwtSecret(path: string): Promise<JwtSecret> {
  return parseJwtSecret(await readText(path), `the JWT secret file ${path}`)
}

/** `source` names the text in the message for a person; the text itself is never shown. */
export function parseJwtSecret(text: string, source: string): JwtSecret {
  const hex = text.trim().replace(/^0x/i, '')
  if (!/^[0-9a-f]*$/i.test(hex))
    throw new JwtSecretError(`${source} holds something else than hex; write 32 bytes of hex, 0x is optional`)
  if (hex.length !== 64)
    throw new JwtSecretError(
      `${source} holds ${hex.length} hex digits, expected 64 (32 bytes); openssl rand -hex 32 makes one`,
    )
  return Redacted.make(Uint8Array.from(Buffer.from(hex, 'hex')), { label: 'jwt secret' })
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown failure'
    throw new JwtSecretError(
      `the JWT secret file ${path} cannot be read (${why}); name the file that the execution client uses`,
      { cause },
    )
  }
}
