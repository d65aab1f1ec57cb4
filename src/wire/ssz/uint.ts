/** Little-endian unsigned integers, as SSZ writes them. Bounds are the caller's. */

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Null beyond 2^53 - 1, where a number is no longer exact: no height or time of ours is that large. */
export function readSafeUint64(view: DataView, at: number): number | null {
  const high = view.getUint32(at + 4, true)
  return high > 0x1f_ffff ? null : high * 2 ** 32 + view.getUint32(at, true)
}

/** Throws, because a height or time that is not a safe integer is a defect of the caller. */
export function writeSafeUint64(view: DataView, at: number, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not below 2^53`)
  view.setBigUint64(at, BigInt(value), true)
}

export function readUint256(view: DataView, at: number): bigint {
  const [a, b, c, d] = [0, 8, 16, 24].map((offset) => view.getBigUint64(at + offset, true))
  return a! | (b! << 64n) | (c! << 128n) | (d! << 192n)
}

export function writeUint256(view: DataView, at: number, value: bigint): void {
  for (const word of [0, 1, 2, 3]) {
    view.setBigUint64(at + word * 8, BigInt.asUintN(64, value >> BigInt(word * 64)), true)
  }
}

/** The same integer as RLP writes it: the other way round, and without zeros in front. */
export function bigEndian(littleEndian: Uint8Array): Uint8Array {
  let size = littleEndian.length
  while (size > 0 && littleEndian[size - 1] === 0) size--
  const bytes = new Uint8Array(size)
  for (let i = 0; i < size; i++) bytes[i] = littleEndian[size - 1 - i]!
  return bytes
}
