import { toRlp } from 'viem'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../src/wire/hex.ts'
import { rlpStrings } from '../../src/wire/rlp.ts'
import { bigEndian } from '../../src/wire/ssz/uint.ts'

/** Around every change of the prefix: itself, one byte, and lengths of one to four bytes. */
const sizes = [0, 1, 2, 54, 55, 56, 57, 255, 256, 257, 65_535, 65_536, 65_537, 2 ** 24 - 1, 2 ** 24]

describe('RLP, compared with that of viem', () => {
  it.each(sizes)('of a list of %i bytes, alone and with others', (size) => {
    const bytes = new Uint8Array(size).fill(0x80)
    const cat = Uint8Array.of(0x63, 0x61, 0x74)
    expect(same(rlpStrings([bytes]), toRlp([bytes], 'bytes'))).toBe(true)
    expect(same(rlpStrings([cat, bytes, cat]), toRlp([cat, bytes, cat], 'bytes'))).toBe(true)
  })

  it.each([0x00, 0x7f, 0x80, 0xff])('of the single byte %i', (byte) => {
    expect(toHex(rlpStrings([Uint8Array.of(byte)]))).toBe(toRlp([`0x${byte.toString(16).padStart(2, '0')}`]))
  })

  it('of a list of nothing', () => {
    expect(toHex(rlpStrings([]))).toBe(toRlp([]))
  })

  it.each([
    [0n, '0xc180'],
    [1n, '0xc101'],
    [127n, '0xc17f'],
    [128n, '0xc28180'],
    [1024n, '0xc3820400'],
    [2n ** 63n, '0xc9888000000000000000'],
  ])('of the integer %s, without leading zeros', (value, encoded) => {
    const littleEndian = new Uint8Array(8)
    new DataView(littleEndian.buffer).setBigUint64(0, value, true)
    expect(toHex(rlpStrings([bigEndian(littleEndian)]))).toBe(encoded)
  })
})

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
