import { toRlp } from 'viem'
import { describe, expect, it } from 'vitest'
import { toHex } from '../../src/wire/hex.ts'
import { rlpBytes, rlpList, rlpUint } from '../../src/wire/rlp.ts'

/** Around every change of the prefix: itself, one byte, and lengths of one to four bytes. */
const sizes = [0, 1, 2, 54, 55, 56, 57, 255, 256, 257, 65_535, 65_536, 65_537, 2 ** 24 - 1, 2 ** 24]

describe('RLP, compared with that of viem', () => {
  it.each(sizes)('of %i bytes, alone and in a list', (size) => {
    const bytes = new Uint8Array(size).fill(0x80)
    expect(same(rlpBytes(bytes), toRlp(bytes, 'bytes'))).toBe(true)
    expect(same(rlpList([rlpBytes(bytes)]), toRlp([bytes], 'bytes'))).toBe(true)
  })

  it.each([0x00, 0x7f, 0x80, 0xff])('of the single byte %i', (byte) => {
    expect(toHex(rlpBytes(Uint8Array.of(byte)))).toBe(toRlp(Uint8Array.of(byte)))
  })

  it('of lists in lists', () => {
    const cat = Uint8Array.of(0x63, 0x61, 0x74)
    const ours = rlpList([rlpList([]), rlpList([rlpBytes(cat), rlpList([rlpBytes(cat)])])])
    expect(toHex(ours)).toBe(toRlp([[], [cat, [cat]]]))
  })

  it.each([
    [0, '0x80'],
    [1, '0x01'],
    [127, '0x7f'],
    [128, '0x8180'],
    [1024, '0x820400'],
    [2n ** 64n, '0x89010000000000000000'],
  ])('of the integer %s, without leading zeros', (value, encoded) => {
    expect(toHex(rlpUint(value))).toBe(encoded)
  })
})

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
