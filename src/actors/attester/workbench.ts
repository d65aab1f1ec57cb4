import type { AttestationTopic, Hash } from '../../../machines/values.ts'

export interface SignedMessage {
  readonly topic: AttestationTopic
  readonly data: Uint8Array
}

/**
 * Where the bytes of the one block in work lie between fetching, signing and publishing:
 * the machine holds plain values only, and a block may have megabytes.
 */
export interface Workbench {
  /** The encoded envelope; null for a block that has no place on the blocks topic. */
  body: { readonly hash: Hash; readonly envelope: Uint8Array | null } | null
  signed: { readonly hash: Hash; readonly messages: readonly SignedMessage[] } | null
}

export function createWorkbench(): Workbench {
  return { body: null, signed: null }
}
