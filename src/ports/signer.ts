import type { Address, Hash } from '../../machines/values.ts'
import type { Answer } from './trouble.ts'

/** What a block-payload signer is asked to sign: keccak256(domain ‖ chainId ‖ payloadHash). */
export interface SigningRequest {
  readonly domain: Hash
  readonly chainId: number
  readonly payloadHash: Hash
}

export interface SignerPort {
  readonly address: Address
  /** 65 bytes: r ‖ s ‖ recovery id, low s. */
  readonly sign: (request: SigningRequest, signal: AbortSignal) => Promise<Answer<Uint8Array>>
}
