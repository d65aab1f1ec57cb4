import fc from 'fast-check'
import { concat, keccak256, numberToHex, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import type { Hash } from '../../machines/values.ts'
import { l1InfoSource, upgradeSource, userDepositSource } from '../../src/derive/source-hash.ts'
import { toHex } from '../../src/wire/hex.ts'

const anyHash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toHex)
const anyIndex = fc.nat({ max: Number.MAX_SAFE_INTEGER })

describe('the source hash of a deposit', () => {
  it('of a user is of domain 0, and takes the L1 block and the place of the log', () => {
    fc.assert(
      fc.property(anyHash, anyIndex, (hash, index) => {
        expect(userDepositSource(hash, index)).toBe(inDomain(0, ofBlock(hash, index)))
      }),
    )
  })

  it('of L1 info is of domain 1, and takes the L1 block and the sequence number', () => {
    fc.assert(
      fc.property(anyHash, anyIndex, (hash, index) => {
        expect(l1InfoSource(hash, index)).toBe(inDomain(1, ofBlock(hash, index)))
      }),
    )
  })

  it('of an upgrade is of domain 2, and takes the intent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (intent) => {
        expect(upgradeSource(intent)).toBe(inDomain(2, keccak256(stringToHex(intent))))
      }),
    )
  })

  it.each([
    ['L1 Block Deployment', '0xbb1a656f65401240fac3db12e7a79ebb954b11e62f7626eb11691539b798d3bf'],
    ['L1 Block Proxy Update', '0xf3275f829340521028f9ad5bce4ecb1c64a45d448794effa2a77674627338e76'],
    ['Gas Price Oracle Deployment', '0x239b7021a6c2cf3a918481242bbb5a9499057f24501539467536c691bb133962'],
    ['Gas Price Oracle Proxy Update', '0xa70c60aa53b8c1c0d52b39b1e901e7d7c09f7819595cb24048a6bb1983b401ff'],
    ['Gas Price Oracle Set Jovian', '0xe836db6a959371756f8941be3e962d000f7e12a32e49e2c9ca42ba177a92716c'],
  ])('of Jovian: %s is the one in the OP specs', (intent, published) => {
    expect(upgradeSource(`Jovian: ${intent}`)).toBe(published)
  })
})

function ofBlock(hash: Hash, index: number): Hash {
  return keccak256(concat([hash, numberToHex(index, { size: 32 })]))
}

function inDomain(domain: number, identity: Hash): Hash {
  return keccak256(concat([numberToHex(domain, { size: 32 }), identity]))
}
