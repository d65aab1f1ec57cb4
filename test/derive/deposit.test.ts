import fc from 'fast-check'
import { toRlp } from 'viem'
import { describe, expect, it } from 'vitest'
import { type Deposit, decodeDeposit, encodeDeposit } from '../../src/derive/deposit.ts'
import { fromHex, toHex } from '../../src/wire/hex.ts'
import { refusal } from '../wire/refusal.ts'
import { anyDeposit } from './support/arbitraries.ts'
import { anyFlip, flipByte } from './support/flip.ts'
import { deposit } from './support/samples.ts'

describe('a deposit', () => {
  it('is 0x7e and a list of eight, in the order of the OP specs', () => {
    const list = toRlp([
      deposit.sourceHash,
      deposit.from,
      deposit.to!,
      '0x03e8',
      '0x07d0',
      '0x0bb8',
      '0x01',
      '0xc4c5c6',
    ])
    expect(toHex(encodeDeposit(deposit))).toBe(`0x7e${list.slice(2)}`)
  })

  it('writes nothing for what is zero, false, or nobody', () => {
    const empty: Deposit = {
      ...deposit,
      to: null,
      mint: 0n,
      value: 0n,
      gas: 0n,
      isSystemTransaction: false,
      data: new Uint8Array(),
    }
    const list = toRlp([deposit.sourceHash, deposit.from, '0x', '0x', '0x', '0x', '0x', '0x'])
    expect(toHex(encodeDeposit(empty))).toBe(`0x7e${list.slice(2)}`)
    expect(decodeDeposit(encodeDeposit(empty))).toEqual({ kind: 'ok', value: empty })
  })

  it('comes back as it went', () => {
    fc.assert(
      fc.property(anyDeposit, (any) => {
        expect(decodeDeposit(encodeDeposit(any))).toEqual({ kind: 'ok', value: any })
      }),
    )
  })

  it('is refused when a byte is changed, or is another', () => {
    fc.assert(
      fc.property(anyDeposit, anyFlip, (any, flip) => {
        const read = decodeDeposit(flipByte(encodeDeposit(any), flip))
        expect(read).not.toEqual({ kind: 'ok', value: any })
      }),
    )
  })

  it('is refused under another type, and without anything', () => {
    expect(decodeDeposit(fromHex('0x'))).toEqual(refusal(/type missing instead of 126/))
    expect(decodeDeposit(encodeDeposit(deposit).with(0, 0x02))).toEqual(refusal(/type 2 instead of 126/))
    expect(decodeDeposit(encodeDeposit(deposit).subarray(1))).toEqual(refusal(/instead of 126/))
  })
})
