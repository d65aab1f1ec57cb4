import fc from 'fast-check'
import type { L1Info, L1InfoLayout } from '../../../src/derive/l1-info/l1-info.ts'
import { toHex } from '../../../src/wire/hex.ts'
import { word } from './rollup.ts'

const common = {
  number: 0x0102,
  time: 0x0304,
  baseFee: 2n ** 255n + 5n,
  blockHash: word(0xb1),
  sequenceNumber: 0x06,
  batcher: `0x${'ba'.repeat(20)}`,
} as const

const sinceEcotone = { ...common, blobBaseFee: 0x07n, baseFeeScalar: 0x08, blobBaseFeeScalar: 0x09 }
const sinceIsthmus = { ...sinceEcotone, operatorFeeScalar: 0x0a, operatorFeeConstant: 2n ** 64n - 1n }

/** An L1 info of each layout, each field with a value of its own. */
export const l1Infos = {
  bedrock: { layout: 'bedrock', ...common, overhead: word(0x0c), scalar: word(0x5c) },
  ecotone: { layout: 'ecotone', ...sinceEcotone },
  isthmus: { layout: 'isthmus', ...sinceIsthmus },
  jovian: { layout: 'jovian', ...sinceIsthmus, daFootprintGasScalar: 0x0b },
} as const satisfies Readonly<Record<L1InfoLayout, L1Info>>

export const layoutNames = ['bedrock', 'ecotone', 'isthmus', 'jovian'] as const

const bytesOf = (size: number) => fc.uint8Array({ minLength: size, maxLength: size }).map(toHex)
const uint = (bits: number) => fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })
const safeUint = fc.nat({ max: Number.MAX_SAFE_INTEGER })
const uint32 = fc.nat({ max: 2 ** 32 - 1 })

/** A value for any field of any layout. */
const anyFields = fc.record({
  number: safeUint,
  time: safeUint,
  baseFee: uint(256),
  blockHash: bytesOf(32),
  sequenceNumber: safeUint,
  batcher: bytesOf(20),
  overhead: bytesOf(32),
  scalar: bytesOf(32),
  blobBaseFee: uint(256),
  baseFeeScalar: uint32,
  blobBaseFeeScalar: uint32,
  operatorFeeScalar: uint32,
  operatorFeeConstant: uint(64),
  daFootprintGasScalar: fc.nat({ max: 2 ** 16 - 1 }),
})

/** Any L1 info of any layout, with the fields of that layout and no others. */
export const anyL1Info: fc.Arbitrary<L1Info> = fc
  .tuple(fc.constantFrom(...layoutNames), anyFields)
  .map(([layout, fields]) => {
    const entries = Object.entries({ layout, ...fields }).filter(([name]) => name in l1Infos[layout])
    return Object.fromEntries(entries) as unknown as L1Info
  })
