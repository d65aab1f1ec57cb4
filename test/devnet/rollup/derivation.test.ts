import { describe, expect, it } from 'vitest'
import type { BlockRef } from '../../../machines/values.ts'
import {
  type Derivation,
  deriveFrom,
  finalizeWith,
  startDerivation,
} from '../../../src/devnet/rollup/derivation.ts'
import type { L1BlockRef } from '../../../src/ports/rollup-node.ts'

const hash = (seed: number): `0x${string}` => `0x${seed.toString(16).padStart(64, '0')}`
const block = (number: number, fork = 0): BlockRef => ({ number, hash: hash(number + fork * 1_000) })
const l1 = (number: number): L1BlockRef => ({
  number,
  hash: hash(90_000 + number),
  parentHash: hash(90_000 + number - 1),
  timestamp: number,
})
const holdsAll = ({ number, hash: held }: BlockRef) => held === hash(number)

function derive(batches: readonly (readonly BlockRef[])[], from?: Derivation): Derivation {
  const start = from ?? startDerivation(block(0), l1(0))
  return deriveFrom(start, { block: l1(start.currentL1.number + 1), batches }, holdsAll)
}

describe('derivation of the embedded rollup', () => {
  it('moves local-safe to the end of a batch that continues the chain', () => {
    const derived = derive([[block(1), block(2), block(3)]])
    expect(derived.localSafe).toEqual(block(3))
    expect(derived.currentL1.number).toBe(1)
  })

  it('passes L1 blocks without batches and stays where it was', () => {
    const derived = derive([], derive([[block(1)]]))
    expect(derived.localSafe).toEqual(block(1))
    expect(derived.currentL1.number).toBe(2)
  })

  it('drops a batch that leaves a gap', () => {
    expect(derive([[block(2), block(3)]]).localSafe).toEqual(block(0))
  })

  it('takes a batch only as far as it names blocks of this chain', () => {
    expect(derive([[block(1), block(2, 1), block(3)]]).localSafe).toEqual(block(1))
  })

  it('ignores what was derived before', () => {
    const once = derive([[block(1), block(2)]])
    expect(derive([[block(1), block(2), block(3)]], once).localSafe).toEqual(block(3))
  })

  it('finalizes what was derived from final L1 blocks, and no more', () => {
    const derived = derive([[block(3)]], derive([[block(2)]], derive([[block(1)]])))
    expect(finalizeWith(derived, 0).finalized).toEqual(block(0))
    expect(finalizeWith(derived, 2).finalized).toEqual(block(2))
    expect(finalizeWith(finalizeWith(derived, 2), 1).finalized).toEqual(block(2))
    expect(finalizeWith(derived, 9).steps).toEqual([])
  })
})
