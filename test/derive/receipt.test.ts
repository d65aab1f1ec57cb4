import fc from 'fast-check'
import { toRlp } from 'viem'
import { describe, expect, it } from 'vitest'
import { decodeReceipt, encodeReceipt } from '../../src/derive/receipt.ts'
import { fromHex, toHex } from '../../src/wire/hex.ts'
import { refusal } from '../wire/refusal.ts'
import { anyReceipt } from './support/arbitraries.ts'
import { anyFlip, flipByte } from './support/flip.ts'
import { depositReceipt, receipt } from './support/samples.ts'

const [first, second] = receipt.logs
const common = [
  '0x01',
  '0x5208',
  receipt.logsBloom,
  [
    [first!.address, [...first!.topics], '0xb5b6'],
    [second!.address, [], '0x'],
  ],
] as const

describe('a receipt', () => {
  it('is a list of four behind its type', () => {
    expect(toHex(encodeReceipt(receipt))).toBe(`0x02${toRlp(common).slice(2)}`)
  })

  it('has no type in front when it is a legacy one, and nothing for a failure', () => {
    const legacy = { ...receipt, type: 0, succeeded: false }
    expect(toHex(encodeReceipt(legacy))).toBe(toRlp(['0x', ...common.slice(1)]))
    expect(decodeReceipt(encodeReceipt(legacy))).toEqual({ kind: 'ok', value: legacy })
  })

  it('of a deposit says its nonce and its version behind the logs', () => {
    const list = toRlp([...common, '0x2328', '0x01'])
    expect(toHex(encodeReceipt(depositReceipt))).toBe(`0x7e${list.slice(2)}`)
  })

  it('comes back as it went, whatever its type, those of later forks too', () => {
    fc.assert(
      fc.property(anyReceipt, (any) => {
        expect(decodeReceipt(encodeReceipt(any))).toEqual({ kind: 'ok', value: any })
      }),
    )
  })

  it('is refused when a byte is changed, in a log too, or is another', () => {
    fc.assert(
      fc.property(anyReceipt, anyFlip, (any, flip) => {
        expect(decodeReceipt(flipByte(encodeReceipt(any), flip))).not.toEqual({ kind: 'ok', value: any })
      }),
    )
  })

  it('of any other type has no room for what only a deposit says', () => {
    const disguised = encodeReceipt(depositReceipt).with(0, 0x02)
    expect(decodeReceipt(disguised)).toEqual(refusal(/6 instead of at most 4/))
  })

  it('is refused with the state root that stood for the status before Byzantium', () => {
    const before = toRlp([`0x${'11'.repeat(32)}`, ...common.slice(1)], 'bytes')
    expect(decodeReceipt(before)).toEqual(refusal(/succeeded: neither true nor false/))
  })

  it.each([
    ['nothing', '0x', /without bytes/],
    ['a type and nothing else', '0x02', /ends before/],
    ['type zero in front of a list', '0x00c0', /begins with byte 0/],
    ['a string', '0x83010203', /begins with byte 131/],
    ['an empty list', '0xc0', /ends before succeeded/],
  ] as const)('is refused when it is %s', (_, bytes, reason) => {
    expect(decodeReceipt(fromHex(bytes))).toEqual(refusal(reason))
  })

  it('is never written under a type that would be taken for RLP', () => {
    expect(() => encodeReceipt({ ...receipt, type: 0x80 })).toThrow(RangeError)
    expect(() => encodeReceipt({ ...receipt, type: 258 })).toThrow(RangeError)
    expect(() => encodeReceipt({ ...receipt, cumulativeGasUsed: 2n ** 64n })).toThrow(RangeError)
  })
})
