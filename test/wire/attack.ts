import { expect } from 'vitest'
import type { Decoded } from '../../src/wire/decoded.ts'
import { createRandom, type Random } from './random.ts'

/** Set SEED to the printed seed to see a failing run again. */
export const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)

export const attackDeadlineMs = 120_000

/**
 * So many hostile inputs for one codec, of which it must refuse some and accept some, or they prove little.
 * A codec that throws ends the run; the message says which input of which seed it was.
 */
export function attack(inputs: number, decode: (random: Random, i: number) => Decoded<unknown>): void {
  const random = createRandom(seed)
  const tally: Record<Decoded<unknown>['kind'], number> = { ok: 0, malformed: 0 }
  for (let i = 0; i < inputs; i++) {
    try {
      tally[decode(random, i).kind]++
    } catch (defect) {
      throw new Error(`input ${i} of seed ${seed}`, { cause: defect })
    }
  }
  expect(tally.ok).toBeGreaterThan(inputs / 100)
  expect(tally.malformed).toBeGreaterThan(inputs / 100)
}

export function expectSameBytes(written: Uint8Array, read: Uint8Array): void {
  if (Buffer.compare(written, read) !== 0) throw new Error('two encodings of one value')
}
