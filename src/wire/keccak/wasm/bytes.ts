/** Instructions, or any other stretch of a WebAssembly module. */
export type Code = readonly number[]

/** LEB128. */
export function unsigned(value: number): Code {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)]
}

/** LEB128 whose last group's highest bit is the sign. */
export function signed(value: number): Code {
  return value >= -0x40 && value < 0x40 ? [value & 0x7f] : [(value & 0x7f) | 0x80, ...signed(value >> 7)]
}

/** Bytes after their count. */
export function sized(bytes: Code): Code {
  return [...unsigned(bytes.length), ...bytes]
}

/** Items after their count. */
export function vector(items: readonly Code[]): Code {
  return [...unsigned(items.length), ...items.flat()]
}
