import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keccak256 } from '../../src/wire/hash.ts'
import { fromHex, toHex } from '../../src/wire/hex.ts'
import { addressOf, recoverSigner, signDigest, signingHash, signingHashOf } from '../../src/wire/signing.ts'
import { attestationDomain, draftDomain } from '../../src/wire/topics.ts'
import { hardhatAddress5, hardhatKey5 } from './fixtures.ts'
import { refusal } from './refusal.ts'

const order = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe_baae_dce6_af48_a03b_bfd2_5e8c_d036_4141n
const digest = keccak256(new TextEncoder().encode('a statement'))
const signature = signDigest(hardhatKey5, digest)

describe('signing hash', () => {
  it('is what op-alloy computes for the same payload on chain 10', () => {
    expect(toHex(signingHash(draftDomain, 10, new Uint8Array(32).fill(0x99)))).toBe(
      '0x44a0e2b1aba1aae1771eddae1dcd2ad18a8cdac8891517153f03253e49d3f206',
    )
  })

  it('is the same for a signer that sees the hash of the body only', () => {
    const body = Uint8Array.of(1, 2, 3)
    const domain = attestationDomain('cross-safe-heads')
    expect(signingHashOf(domain, 10, toHex(keccak256(body)))).toEqual(signingHash(domain, 10, body))
  })

  it('differs by domain, chain and body', () => {
    const [blocks, heads] = [attestationDomain('cross-safe-blocks'), attestationDomain('cross-safe-heads')]
    const hashes = [
      signingHash(blocks, 10, Uint8Array.of(1)),
      signingHash(heads, 10, Uint8Array.of(1)),
      signingHash(draftDomain, 10, Uint8Array.of(1)),
      signingHash(blocks, 11, Uint8Array.of(1)),
      signingHash(blocks, 10, Uint8Array.of(2)),
    ].map(toHex)
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})

describe('a signature', () => {
  it('names its signer', () => {
    expect(addressOf(hardhatKey5)).toBe(hardhatAddress5)
    expect(recoverSigner(digest, signature)).toEqual({ kind: 'ok', value: hardhatAddress5 })
  })

  it('names its signer whatever was signed, always with a low s and a recovery id of 0 or 1', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (anyDigest) => {
        const signed = signDigest(hardhatKey5, anyDigest)
        expect(recoverSigner(anyDigest, signed)).toEqual({ kind: 'ok', value: hardhatAddress5 })
      }),
      { numRuns: 300 },
    )
  })

  it('is refused in its high-s twin, although a key can be recovered from it', () => {
    expect(recoverSigner(digest, malleated(signature))).toEqual(refusal(/high s/))
  })

  it.each([2, 3, 4, 27, 28, 255])('is refused with the recovery id %i', (recoveryId) => {
    const forged = Uint8Array.from(signature)
    forged[64] = recoveryId
    expect(recoverSigner(digest, forged)).toEqual(refusal(/recovery id/))
  })

  it.each([
    ['zero', new Uint8Array(65)],
    ['an r of the order', Uint8Array.from([...bigEndian(order), ...signature.subarray(32)])],
    ['an r of all ones', Uint8Array.from([...new Uint8Array(32).fill(0xff), ...signature.subarray(32)])],
    ['64 bytes', signature.subarray(0, 64)],
    ['66 bytes', Uint8Array.from([...signature, 0])],
    ['nothing', new Uint8Array()],
  ])('is refused when it is %s', (_, forged) => {
    expect(recoverSigner(digest, forged)).toMatchObject({ kind: 'malformed' })
  })
})

/** (r, n - s) with the other recovery id: what anybody can make of somebody's signature. */
function malleated(signed: Uint8Array): Uint8Array {
  const s = BigInt(toHex(signed.subarray(32, 64)))
  return Uint8Array.from([...signed.subarray(0, 32), ...bigEndian(order - s), signed[64]! ^ 1])
}

function bigEndian(value: bigint): Uint8Array {
  return fromHex(`0x${value.toString(16).padStart(64, '0')}`)
}
