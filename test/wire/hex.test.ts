import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fixedBytes, fromHex, toHex } from '../../src/wire/hex.ts'
import type { Hex } from '../../src/wire/payload.ts'

describe('hex', () => {
  it('comes back as it went, from a view into a larger buffer too', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.nat(3), (bytes, start) => {
        const view = bytes.subarray(start)
        expect(fromHex(toHex(view))).toEqual(Uint8Array.from(view))
      }),
    )
  })

  it.each(['', '0', '12', '0x1', '0xzz', '0x12 ', '0x0x12', 'ab12'])('never takes %j for bytes', (text) => {
    expect(() => fromHex(text as Hex)).toThrow(RangeError)
  })

  it('of a fixed field has exactly its size', () => {
    expect(fixedBytes('0x1234', 2)).toEqual(Uint8Array.of(0x12, 0x34))
    expect(() => fixedBytes('0x1234', 3)).toThrow('expected 3 bytes, saw 2')
  })
})
