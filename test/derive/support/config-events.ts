import { encodeAbiParameters, numberToHex, toEventSelector } from 'viem'
import type { Hash } from '../../../machines/values.ts'
import type { Log } from '../../../src/derive/receipt.ts'
import { fromHex } from '../../../src/wire/hex.ts'
import type { Hex } from '../../../src/wire/payload.ts'
import { rollupOf, word } from './rollup.ts'

/** The event's own topic. */
export const configTopic = toEventSelector('ConfigUpdate(uint256,uint8,bytes)')

/** What an event sets, by its number on the wire. */
export const kinds = {
  batcher: 0,
  feeScalars: 1,
  gasLimit: 2,
  unsafeBlockSigner: 3,
  eip1559: 4,
  operatorFee: 5,
  minBaseFee: 6,
  daFootprint: 7,
} as const

/** As Solidity logs it. */
export function eventOf(kind: number, payload: Hex): Log {
  const data = fromHex(encodeAbiParameters([{ type: 'bytes' }], [payload]))
  return {
    address: rollupOf({}).l1SystemConfig,
    topics: [configTopic, word(0), numberToHex(kind, { size: 32 })],
    data,
  }
}

export function uintWord(value: bigint): Hash {
  return numberToHex(value, { size: 32 })
}
