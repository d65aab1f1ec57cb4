import { createKeccak } from 'hash-wasm'

const hasher = await createKeccak(256)

/** Of the concatenation of its parts, so that callers need not join them first. */
export function keccak256(...parts: readonly Uint8Array[]): Uint8Array {
  hasher.init()
  for (const part of parts) hasher.update(part)
  return hasher.digest('binary')
}
