import { beforeAll, expect, test } from 'vitest'
import type { Attributes } from '../../src/derive/attributes/attributes.ts'
import { attributesOf } from '../../src/derive/attributes/attributes-of.ts'
import type { OriginFacts } from '../../src/derive/attributes/origin-facts.ts'
import { consolidateBlock } from '../../src/derive/consolidate-block.ts'
import { encodeDeposit } from '../../src/derive/deposit.ts'
import { originOf } from '../../src/derive/origin-of.ts'
import { blockHashOf } from '../../src/wire/block-hash.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { decodedValue } from './support/decoded-value.ts'
import { type GranitePack, granitePack, readGranitePack } from './support/granite-pack.ts'
import { describeWithVectors } from './support/vectors.ts'

describeWithVectors('OP Sepolia in the days of Granite', [granitePack], () => {
  let pack: GranitePack
  beforeAll(() => {
    pack = readGranitePack()
  })

  test('the payloads are those of the headers', () => {
    expect(pack.l2.map(({ payload }) => payload.blockNumber)).toEqual([
      16491244, 16491245, 16491246, 16491247, 16491248,
    ])
    for (const block of pack.l2) expect(blockHashOf(block)).toBe(block.payload.blockHash)
  })

  test('each of the four blocks with a parent is what L1 makes of it', () => {
    const consolidations = pairs().map(([parent, block]) =>
      consolidateBlock(pack.rules, parent, block, originFor(block)),
    )
    expect(consolidations).toEqual([{ kind: 'same' }, { kind: 'same' }, { kind: 'same' }, { kind: 'same' }])
  })

  test('what must be in a block is in it byte by byte: the L1 info, as nobody deposited in these minutes', () => {
    for (const [parent, block] of pairs()) {
      const forced = encode(derived(parent, block))
      expect(forced).toEqual(block.payload.transactions.slice(0, 1))
    }
  })

  test('any other byte in what L1 forces is told', () => {
    for (const [parent, block] of pairs()) {
      const count = derived(parent, block).forced.length
      for (let i = 0; i < count; i++) {
        for (let at = 0; at < block.payload.transactions[i]!.length; at++) {
          const altered = withFlippedBit(block, i, at)
          expect(consolidateBlock(pack.rules, parent, altered, originFor(block)).kind, `${i}:${at}`).toBe(
            'differs',
          )
        }
      }
    }
  })

  test('a block with the origin of its neighbour is told by its L1 info', () => {
    const [, , later, first] = pack.l2
    const [parent, block] = [later!, first!]
    const consolidation = consolidateBlock(pack.rules, parent, block, originFor(parent))
    expect(consolidation).toMatchObject({ kind: 'differs' })
    const fields = consolidation.kind === 'differs' ? consolidation.differences.map(({ field }) => field) : []
    expect(fields).toContain('l1Info.number')
    expect(fields).toContain('l1Info.blockHash')
    expect(fields).toContain('prevRandao')
  })

  function pairs(): readonly (readonly [ExecutionPayloadEnvelope, ExecutionPayloadEnvelope])[] {
    return pack.l2.slice(1).map((block, i) => [pack.l2[i]!, block] as const)
  }

  function originFor(block: ExecutionPayloadEnvelope): OriginFacts {
    const { origin } = decodedValue(originOf(pack.rules.rollup, block))
    return { ...pack.l1.get(origin.hash)!, next: null }
  }

  function derived(parent: ExecutionPayloadEnvelope, block: ExecutionPayloadEnvelope): Attributes {
    const outcome = attributesOf(pack.rules, parent, originFor(block))
    if (outcome.kind !== 'attributes') throw new TypeError(`no attributes: ${outcome.kind}`)
    return outcome.attributes
  }
})

function encode({ forced }: Attributes): readonly Uint8Array[] {
  return forced.map(({ what, data, ...deposit }) => {
    if (!(data instanceof Uint8Array)) throw new TypeError(`${what} is known by its hash only`)
    return Uint8Array.from(encodeDeposit({ ...deposit, data }))
  })
}

function withFlippedBit(
  block: ExecutionPayloadEnvelope,
  index: number,
  at: number,
): ExecutionPayloadEnvelope {
  const transactions = block.payload.transactions.map((transaction) => Uint8Array.from(transaction))
  transactions[index]![at]! ^= 1 << (at % 8)
  return { ...block, payload: { ...block.payload, transactions } }
}
