import { expect, it } from 'vitest'
import { decodeDeposit, encodeDeposit } from '../../src/derive/deposit.ts'
import { decodeL1Info, encodeL1Info } from '../../src/derive/l1-info/codec.ts'
import type { L1InfoLayout } from '../../src/derive/l1-info/l1-info.ts'
import { l1InfoSource } from '../../src/derive/source-hash.ts'
import { fromHex, toHex } from '../../src/wire/hex.ts'
import type { Hex } from '../../src/wire/payload.ts'
import { decodedValue } from './support/decoded-value.ts'
import { describeWithVectors, readVector } from './support/vectors.ts'

/** Reads a real L1-info transaction, and holds our own encoding and source hash of what it says against it. */
function expectOurs(raw: Hex, layout: L1InfoLayout, l1Number?: number): void {
  const deposit = decodedValue(decodeDeposit(fromHex(raw)))
  const info = decodedValue(decodeL1Info(deposit.data))
  expect(info.layout).toBe(layout)
  expect(info.number).toBe(l1Number ?? info.number)
  const sourceHash = l1InfoSource(info.blockHash, info.sequenceNumber)
  expect(toHex(encodeDeposit({ ...deposit, sourceHash, data: encodeL1Info(info) }))).toBe(raw)
}

describeWithVectors('real L1 info of Base, since Isthmus', ['l1info/vectors.json'], () => {
  it.each(['base_isthmus', 'base_sepolia_isthmus'])('%s is what we would write', (name) => {
    const vectors = JSON.parse(readVector('l1info/vectors.json')) as Record<string, { l1: number; tx: Hex }>
    const { l1, tx } = vectors[name]!
    expectOurs(tx, 'isthmus', l1)
  })
})

const blocks = [
  10211000, 10215000, 10311000, 22880574, 22880944, 22884230, 22884231, 22886311, 22886464, 22887258,
  26207960, 26207961, 26207962, 26207963, 26208384, 26208858, 26208927, 26211680,
]

describeWithVectors('real L1 info of Unichain and OP Sepolia', ['exec-attributes'], () => {
  it.each(blocks)('of block %s is what we would write', (number) => {
    const { executing_payload: payload } = JSON.parse(readVector(`exec-attributes/${number}.json`)) as {
      readonly executing_payload: { readonly transactions: readonly Hex[] }
    }
    expectOurs(payload.transactions[0]!, 'ecotone')
  })
})
