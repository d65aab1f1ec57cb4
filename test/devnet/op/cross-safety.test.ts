import { expect, it } from 'vitest'
import { createCrossSafety } from '../../../src/devnet/op/cross-safety.ts'

it('walks up to local-safe', () => {
  const crossSafety = createCrossSafety(0)
  for (let round = 0; round < 5; round++) crossSafety.advance(3)
  expect(crossSafety.height()).toBe(3)
})

it('waits below a block whose messages cannot be judged, until they are', () => {
  const crossSafety = createCrossSafety(0)
  crossSafety.doubt(2)
  for (let round = 0; round < 5; round++) crossSafety.advance(20)
  expect(crossSafety.height()).toBe(1)
  crossSafety.settle()
  crossSafety.advance(20)
  expect(crossSafety.height()).toBeGreaterThan(1)
})

it('goes down with the chain, and up again', () => {
  const crossSafety = createCrossSafety(0)
  crossSafety.advance(1)
  crossSafety.lower(0)
  expect(crossSafety.height()).toBe(0)
  crossSafety.advance(1)
  expect(crossSafety.height()).toBe(1)
})
