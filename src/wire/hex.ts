import type { Hex } from './payload.ts'

/** Lower case, 0x-prefixed. */
export function toHex(bytes: Uint8Array): Hex {
  return `0x${Buffer.from(bytes).toString('hex')}`
}

/** For hex of our own making or past a schema: anything but 0x and whole bytes is a defect, and throws. */
export function fromHex(hex: Hex): Uint8Array {
  const bytes = new Uint8Array(Buffer.from(hex.slice(2), 'hex'))
  if (!hex.startsWith('0x') || bytes.length * 2 !== hex.length - 2) {
    throw new RangeError(`expected 0x and an even number of hex digits, saw ${hex.length} characters`)
  }
  return bytes
}

/** The same for a field of fixed size, which must have exactly so many bytes. */
export function fixedBytes(hex: Hex, size: number): Uint8Array {
  const bytes = fromHex(hex)
  if (bytes.length !== size) throw new RangeError(`expected ${size} bytes, saw ${bytes.length}`)
  return bytes
}
