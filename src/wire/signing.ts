import secp256k1 from 'secp256k1'
import type { Address, Hash } from '../../machines/values.ts'
import { type Decoded, malformed, ok } from './decoded.ts'
import { keccak256 } from './hash.ts'
import { fromHex, toHex } from './hex.ts'
import { signatureBytes } from './limits.ts'

/** Half the order of secp256k1: of the two signatures s and n - s only the lower is accepted. */
const halfOrder = fromHex('0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0')

/** keccak256(domain ‖ chain id ‖ keccak256(body)), the block-signature construction of the OP Stack. */
export function signingHash(domain: Hash, chainId: number, body: Uint8Array): Uint8Array {
  return keccak256(fromHex(domain), uint256(chainId), keccak256(body))
}

/** The same for a signer that is shown the body's hash only. */
export function signingHashOf(domain: Hash, chainId: number, payloadHash: Hash): Uint8Array {
  return keccak256(fromHex(domain), uint256(chainId), fromHex(payloadHash))
}

/** 65 bytes: r ‖ s ‖ recovery id, low s, deterministic by RFC 6979. */
export function signDigest(privateKey: Uint8Array, digest: Uint8Array): Uint8Array {
  const { signature, recid } = secp256k1.ecdsaSign(digest, privateKey)
  const signed = new Uint8Array(signatureBytes)
  signed.set(signature)
  signed[64] = recid
  return signed
}

/** Some address comes out of nearly every well-formed signature; whether it counts is the policy's to say. */
export function recoverSigner(digest: Uint8Array, signature: Uint8Array): Decoded<Address> {
  const flaw = signatureFlaw(signature)
  if (flaw !== null) return malformed(flaw)
  try {
    return ok(addressOfPublicKey(recoverPublicKey(digest, signature)))
  } catch {
    return malformed('no key can have made this signature')
  }
}

/**
 * What is wrong with the form of a signature, before any hashing. High s is refused because
 * anybody can turn a low one into it: the same statement would travel under a second message id.
 */
export function signatureFlaw(signature: Uint8Array): string | null {
  if (signature.length !== signatureBytes) return `the signature has ${signature.length} bytes, not 65`
  if (signature[64]! > 1) return `the recovery id is ${signature[64]}, not 0 or 1`
  if (Buffer.compare(signature.subarray(32, 64), halfOrder) > 0) return 'the signature has a high s'
  return null
}

export function addressOf(privateKey: Uint8Array): Address {
  return addressOfPublicKey(secp256k1.publicKeyCreate(privateKey, false))
}

function recoverPublicKey(digest: Uint8Array, signature: Uint8Array): Uint8Array {
  const publicKey = Buffer.allocUnsafe(65)
  return secp256k1.ecdsaRecover(signature.subarray(0, 64), signature[64]!, digest, false, publicKey)
}

/** The uncompressed key's first byte only says that it is uncompressed. */
function addressOfPublicKey(publicKey: Uint8Array): Address {
  return toHex(keccak256(publicKey.subarray(1)).subarray(12))
}

function uint256(value: number): Uint8Array {
  const bytes = new Uint8Array(32)
  let rest = value
  for (let i = 31; rest > 0; i--) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  return bytes
}
