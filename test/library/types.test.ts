import {
  type BlockRef,
  type CrossSafe,
  crossSafe,
  type Follower,
  type FollowerEvents,
  type FollowerOptions,
  type LocalSafe,
  localSafe,
} from 'op-follower'
import { expect, expectTypeOf, test } from 'vitest'

// Each `@ts-expect-error` is a test that tsc runs: without the error below it, tsc fails.

const block: BlockRef = { number: 7, hash: `0x${'07'.repeat(32)}` }

test('the two safety levels are never taken for each other', () => {
  const derived = localSafe(block)
  const promoted = crossSafe(block)
  // @ts-expect-error what was only derived is not cross-safe
  const wrongly: CrossSafe = derived
  // @ts-expect-error what was promoted does not say how far we have derived
  const backwards: LocalSafe = promoted
  // @ts-expect-error a bare block has no level until somebody vouches for it
  const bare: CrossSafe = block
  expect([wrongly.level, backwards.level]).toEqual(['local-safe', 'cross-safe'])
  expect(bare).not.toHaveProperty('level')
  expectTypeOf<LocalSafe>().not.toExtend<CrossSafe>()
  expectTypeOf<CrossSafe>().not.toExtend<LocalSafe>()
})

test('a level is not lost on the way to where only a block is wanted', () => {
  expectTypeOf<LocalSafe>().toExtend<BlockRef>()
  expectTypeOf<CrossSafe>().toExtend<BlockRef>()
})

test('events are typed by their names', () => {
  const listen = (follower: Pick<Follower, 'on'>) => {
    follower.on('promoted', (event) => expectTypeOf(event).toEqualTypeOf<FollowerEvents['promoted']>())
    follower.on('halted', ({ evidence }) => expectTypeOf(evidence.halts).toEqualTypeOf<boolean>())
    // @ts-expect-error there is no such event
    follower.on('demoted', () => {})
  }
  const heard: string[] = []
  listen({
    on: (type) => {
      heard.push(type)
      return () => {}
    },
  })
  expect(heard).toEqual(['promoted', 'halted', 'demoted'])
})

test('a follower cannot be made without saying whom it trusts', () => {
  const untrusting = (options: Omit<FollowerOptions, 'attesters'>): FollowerOptions | null => {
    // @ts-expect-error attesters are missing
    const whole: FollowerOptions = options
    return whole
  }
  expect(untrusting).toHaveLength(1)
})
