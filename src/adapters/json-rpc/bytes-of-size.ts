import * as Schema from 'effect/Schema'
import { dataSchema } from '../../wire/json-values.ts'

/** Hex of exactly so many bytes. */
export function bytesOfSize(size: number) {
  const hasSize = Schema.makeFilter<string>((hex) => hex.length === 2 + 2 * size, {
    expected: `${size} bytes of hex`,
  })
  return dataSchema.check(hasSize)
}
