import { describe, expect, test } from 'vitest'
import type { OriginFacts } from '../../src/derive/attributes/origin-facts.ts'
import { consolidateBlock } from '../../src/derive/consolidate-block.ts'
import { decodeDeposit, depositType } from '../../src/derive/deposit.ts'
import { l1InfoOf } from '../../src/derive/l1-info/l1-info-of.ts'
import { originOf } from '../../src/derive/origin-of.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { decodedValue } from './support/decoded-value.ts'
import { payloadForks } from './support/payload-forks.ts'
import { type RecordedChain, readChain } from './support/recordings.ts'

describe.for(payloadForks)('a chain that op-node and op-geth have made, %s', (fork) => {
  const chain = readChain(fork)
  const { rules, l2 } = chain

  test('is what L1 makes of it, block by block', () => {
    expect(l2.length).toBeGreaterThan(20)
    for (const [parent, block] of pairsOf(l2))
      expect(consolidateBlock(rules, parent, block, factsFor(chain, parent, block))).toEqual({ kind: 'same' })
  })

  test('was asked for deposits of every kind', () => {
    const deposits = l2.flatMap(userDepositsIn)
    expect(deposits.length).toBeGreaterThanOrEqual(6)
    expect(deposits.some(({ mint, value }) => mint > 0n && value > 0n && mint !== value)).toBe(true)
    expect(deposits.some(({ to }) => to === null)).toBe(true)
    expect(deposits.some(({ to, data }) => to !== null && data.length > 0)).toBe(true)
    expect(deposits.every(({ isSystemTransaction }) => !isSystemTransaction)).toBe(true)
  })

  test('changed its system config on the way', () => {
    const infos = l2.slice(1).map(({ payload }) => decodedValue(l1InfoOf(rules.rollup, payload)))
    expect(distinct(infos.map(({ batcher }) => batcher))).toHaveLength(2)
    const scalars = infos.map((info) => [info.baseFeeScalar, info.blobBaseFeeScalar].join())
    expect(distinct(scalars)).toEqual(['0,0', '1368,810949', '0,7'])
    expect(distinct(l2.map(({ payload }) => payload.gasLimit))).toEqual([
      30_000_000n,
      25_000_000n,
      40_000_000n,
    ])
    const { holocene, isthmus, jovian } = rules.rollup.forks
    expect(distinct(l2.map(({ payload }) => payload.extraData))).toHaveLength(holocene === null ? 1 : 2)
    expect(distinct(infos.map((info) => info.operatorFeeConstant))).toEqual(
      isthmus === null ? [undefined] : [0n, 2n ** 40n],
    )
    expect(distinct(infos.map((info) => info.daFootprintGasScalar))).toEqual(
      jovian === null ? [undefined] : [400, 300],
    )
    expect(infos.every(({ blobBaseFee }) => blobBaseFee! > 1n)).toBe(true)
    expect(distinct(infos.map(({ sequenceNumber }) => sequenceNumber)).length).toBeGreaterThan(1)
  })

  test('is told from one whose L1 had a deposit less', () => {
    for (const [parent, block] of pairsOf(l2).filter(([, one]) => userDepositsIn(one).length > 0)) {
      const facts = factsFor(chain, parent, block)
      const without = facts.receipts!.map((receipt) => ({ ...receipt, logs: [] }))
      const consolidation = consolidateBlock(rules, parent, block, { ...facts, receipts: without })
      expect(consolidation.kind).toBe('differs')
    }
  })

  test('is told from one whose L1 never changed the system config', () => {
    const deaf = { ...rules, rollup: { ...rules.rollup, l1SystemConfig: `0x${'00'.repeat(20)}` as const } }
    const found = pairsOf(l2).flatMap(([parent, block]) => {
      const consolidation = consolidateBlock(deaf, parent, block, factsFor(chain, parent, block))
      return consolidation.kind === 'differs' ? consolidation.differences.map(({ field }) => field) : []
    })
    expect(found).toEqual(expect.arrayContaining(['gasLimit', 'l1Info.batcher', 'l1Info.baseFeeScalar']))
  })
})

function factsFor(
  { rules, l1 }: RecordedChain,
  parent: ExecutionPayloadEnvelope,
  block: ExecutionPayloadEnvelope,
): OriginFacts {
  const hashOf = (one: ExecutionPayloadEnvelope) => decodedValue(originOf(rules.rollup, one)).origin.hash
  const { header, receipts } = l1.get(hashOf(block))!
  return { header, receipts: hashOf(parent) === header.hash ? null : receipts, next: null }
}

function pairsOf(blocks: readonly ExecutionPayloadEnvelope[]) {
  return blocks.slice(1).map((block, i) => [blocks[i]!, block] as const)
}

/** The L1 info stands in front of them. */
function userDepositsIn({ payload }: ExecutionPayloadEnvelope) {
  return payload.transactions
    .filter((bytes) => bytes[0] === depositType)
    .slice(1)
    .map((bytes) => decodedValue(decodeDeposit(bytes)))
}

function distinct<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)]
}
