import { fromHex } from '../../wire/hex.ts'
import type { Hex } from '../../wire/payload.ts'
import type { Difference } from '../difference.ts'
import { differing } from './differing.ts'
import { extraDataFields } from './extra-data.ts'

/** By the fields that both have; as a whole where one of them has none. */
export function extraDataDifferences(expected: Hex, seen: Hex): readonly Difference[] {
  if (expected === seen) return []
  const [left, right] = [extraDataFields(expected), extraDataFields(seen)]
  if (left === null || right === null) {
    return differing('extraData', fromHex(expected), fromHex(seen))
  }
  return [
    ...differing('extraData.denominator', left.denominator, right.denominator),
    ...differing('extraData.elasticity', left.elasticity, right.elasticity),
    ...differing('extraData.minBaseFee', left.minBaseFee, right.minBaseFee),
  ]
}
