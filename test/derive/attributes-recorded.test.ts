import { expect, test } from 'vitest'
import { differencesOf } from './support/differences-of.ts'
import { mutationsOf } from './support/mutations.ts'
import { recordedFolder, recordedNames, recordedWorld } from './support/recorded-attributes.ts'
import { describeWithVectors } from './support/vectors.ts'

describeWithVectors('attributes that execution clients were given', [recordedFolder], () => {
  test('are eighteen', () => {
    expect(recordedNames()).toHaveLength(18)
  })

  test.each(recordedNames())('%s are those that we derive, and each field of them counts', (name) => {
    const world = recordedWorld(name)
    expect(differencesOf(world)).toEqual([])
    for (const { field, block } of mutationsOf(world)) {
      expect(differencesOf(world, block).map((difference) => difference.field)).toEqual([field])
    }
  })
})
