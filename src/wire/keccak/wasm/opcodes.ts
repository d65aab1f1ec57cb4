/** The instructions that we need, under the names of the WebAssembly specification where that is possible. */

export const endOfCode = 0x0b
export const noResult = 0x40

export const flow = { loop: 0x03, end: endOfCode, branchIf: 0x0d } as const

export const local = { get: 0x20, set: 0x21, tee: 0x22 } as const

export const i32 = { type: 0x7f, const: 0x41, add: 0x6a } as const

export const i64 = {
  type: 0x7e,
  load: 0x29,
  store: 0x37,
  const: 0x42,
  and: 0x83,
  xor: 0x85,
  rotateLeft: 0x89,
} as const

/** Two-byte instructions: all of the vectors' begin alike. */
export const v128 = {
  type: 0x7b,
  load64Splat: [0xfd, 0x0a],
  load64Zero: [0xfd, 0x5d],
  load64Lane: [0xfd, 0x57],
  store64Lane: [0xfd, 0x5b],
  andNot: [0xfd, 0x4f],
  or: [0xfd, 0x50],
  xor: [0xfd, 0x51],
  i64x2ShiftLeft: [0xfd, 0xcb, 0x01],
  i64x2ShiftRight: [0xfd, 0xcd, 0x01],
} as const
