import fc from 'fast-check'

/** A change to one byte, wherever it is: `at` is taken modulo the length. */
export const anyFlip = fc.record({ at: fc.nat({ max: 2 ** 31 }), by: fc.integer({ min: 1, max: 255 }) })

export function flipByte(bytes: Uint8Array, { at, by }: { at: number; by: number }): Uint8Array {
  const changed = Uint8Array.from(bytes)
  changed[at % bytes.length]! ^= by
  return changed
}
