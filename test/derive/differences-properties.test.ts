import fc from 'fast-check'
import { expect, test } from 'vitest'
import { consolidateBlock } from '../../src/derive/consolidate-block.ts'
import { mutate } from '../wire/mutate.ts'
import { createRandom } from '../wire/random.ts'
import { differencesOf } from './support/differences-of.ts'
import { withPayload } from './support/mutations.ts'
import { payloadForks } from './support/payload-forks.ts'
import { firstOfEpoch } from './support/world.ts'

const worlds = payloadForks.map(firstOfEpoch)
const anyWorld = fc.constantFrom(...worlds)

test('nothing differs exactly where the forced transactions stand first, byte by byte, and no deposit behind', () => {
  const anyTransaction = fc.oneof(
    { weight: 6, arbitrary: fc.nat({ max: 7 }).map((index) => ({ index, flip: null })) },
    { weight: 1, arbitrary: fc.record({ index: fc.nat({ max: 3 }), flip: fc.nat() }) },
  )
  const anyBlock = fc.oneof(
    fc.array(anyTransaction, { maxLength: 9 }),
    fc.array(anyTransaction, { maxLength: 5 }).map((tail) => [...[0, 1, 2, 3].map(whole), ...tail]),
  )
  fc.assert(
    fc.property(anyWorld, anyBlock, (world, picks) => {
      const own = world.block.payload.transactions
      const transactions = picks.map(({ index, flip }) => flipped(own[index % own.length]!, flip))
      const forced = own.slice(0, 4)
      const tail = transactions.slice(4)
      const isRight =
        forced.every((bytes, i) => Buffer.compare(bytes, transactions[i] ?? new Uint8Array()) === 0) &&
        tail.every((bytes) => bytes.length > 0 && bytes[0] !== 0x7e)
      const differences = differencesOf(world, withPayload(world.block, { transactions }))
      expect(differences.length === 0).toBe(isRight)
    }),
    { numRuns: 2_000 },
  )
})

test('hostile bytes in the place of transactions are differences, never a crash, and their texts stay short', () => {
  const random = createRandom(5)
  for (let round = 0; round < 10_000; round++) {
    const world = worlds[random.below(worlds.length)]!
    const own = world.block.payload.transactions
    const index = random.below(4)
    const altered = mutate(own[index]!, random)
    if (Buffer.compare(altered, own[index]!) === 0) continue
    const block = withPayload(world.block, { transactions: own.with(index, altered) })
    const consolidation = consolidateBlock(world.rules, world.parent, block, world.origin)
    expect(consolidation.kind).toBe('differs')
    if (consolidation.kind !== 'differs') continue
    for (const { expected, seen } of consolidation.differences) {
      expect(Math.max(expected.length, seen.length)).toBeLessThan(300)
    }
  }
})

test('any header field of any value is told exactly where it is another', () => {
  const fields = fc.record({
    blockNumber: fc.oneof(fc.constant(101), fc.nat()),
    timestamp: fc.oneof(fc.constant(worlds[0]!.block.payload.timestamp), fc.nat()),
    gasLimit: fc.oneof(fc.constant(70_000_000n), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
  })
  fc.assert(
    fc.property(anyWorld, fields, (world, changes) => {
      const wrong = (['blockNumber', 'timestamp', 'gasLimit'] as const).filter(
        (name) => changes[name] !== world.block.payload[name],
      )
      const differences = differencesOf(world, withPayload(world.block, changes))
      expect(differences.map(({ field }) => field)).toEqual(wrong)
    }),
  )
})

function whole(index: number) {
  return { index, flip: null }
}

function flipped(transaction: Uint8Array, flip: number | null): Uint8Array {
  if (flip === null) return transaction
  const bytes = Uint8Array.from(transaction)
  bytes[flip % bytes.length]! ^= 1
  return bytes
}
