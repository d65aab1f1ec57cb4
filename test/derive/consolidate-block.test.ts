import { describe, expect, test } from 'vitest'
import { differencesOf } from './support/differences-of.ts'
import { mutationsOf, notOfAttributes, withPayload } from './support/mutations.ts'
import { payloadForks } from './support/payload-forks.ts'
import { word } from './support/rollup.ts'
import { firstOfEpoch, laterInEpoch, sequencers } from './support/world.ts'

describe.each(payloadForks)('in %s', (fork) => {
  const worlds = [firstOfEpoch(fork), laterInEpoch(fork)]

  test('the blocks of an honest sequencer are what L1 makes of them', () => {
    for (const world of worlds) expect(differencesOf(world, world.block)).toEqual([])
  })

  test('a field that is altered alone is the one difference, by its name', () => {
    for (const world of worlds) {
      for (const { field, block } of mutationsOf(world)) {
        const differences = differencesOf(world, block)
        expect(differences.map((difference) => difference.field)).toEqual([field])
        expect(differences[0]!.expected).not.toBe(differences[0]!.seen)
      }
    }
  })

  test('what execution makes of a block is not its attributes', () => {
    for (const world of worlds) {
      for (const field of notOfAttributes) {
        const value = typeof world.block.payload[field] === 'bigint' ? 99n : word(0x99)
        expect(differencesOf(world, withPayload(world.block, { [field]: value }))).toEqual([])
      }
    }
  })

  test('what the sequencer adds is its own', () => {
    for (const world of worlds) {
      const count = world.block.payload.transactions.length - sequencers.length
      const transactions = world.block.payload.transactions.slice(0, count)
      expect(differencesOf(world, withPayload(world.block, { transactions }))).toEqual([])
    }
  })
})

test('every field of a payload is either determined or left to execution', () => {
  const { block } = firstOfEpoch('jovian')
  const fields = Object.keys(block.payload).filter((field) => field !== 'transactions')
  const determined = mutationsOf(firstOfEpoch('jovian')).map(({ field }) => field)
  expect(fields.filter((field) => !determined.includes(field)).toSorted()).toEqual(
    [...notOfAttributes].toSorted(),
  )
})
