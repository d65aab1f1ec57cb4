import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { generateKeyPair, privateKeyFromRaw } from '@libp2p/crypto/keys'
import type { PrivateKey } from '@libp2p/interface'

/** Our peer id is not ours: the file that holds its key cannot be used. */
export class IdentityError extends Error {
  override readonly name = 'IdentityError'
}

/**
 * The node's secp256k1 key, kept as op-node keeps its own: a file of 64 hex digits that only the owner
 * reads. Made once. A file of another form is refused rather than replaced, because a new peer id
 * breaks everybody's `--p2p.static`.
 */
export async function loadIdentity(path: string): Promise<PrivateKey> {
  return parse(path, read(path) ?? (await create(path)))
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new IdentityError(`cannot read the peer identity ${path}: ${codeOf(error)}`)
  }
}

/** When another process was faster, its key is the one. */
async function create(path: string): Promise<string> {
  const hex = Buffer.from((await generateKeyPair('secp256k1')).raw).toString('hex')
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(path, hex, { mode: 0o600, flag: 'wx', flush: true })
    return hex
  } catch (error) {
    const faster = codeOf(error) === 'EEXIST' ? read(path) : null
    if (faster !== null) return faster
    throw new IdentityError(`cannot write the peer identity ${path}: ${codeOf(error)}`)
  }
}

/** What was seen is told by length only: it may be somebody's key. */
function parse(path: string, text: string): PrivateKey {
  const hex = text.trim()
  if (!/^[0-9a-fA-F]{64}$/.test(hex)) {
    throw new IdentityError(
      `the peer identity ${path} holds ${hex.length} characters, expected the 64 hex digits of a ` +
        'secp256k1 key; restore it, or delete it to start under a new peer id',
    )
  }
  try {
    return privateKeyFromRaw(Buffer.from(hex, 'hex'))
  } catch {
    throw new IdentityError(`the peer identity ${path} is not a key on secp256k1; restore it or delete it`)
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
