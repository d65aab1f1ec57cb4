import { type Code, signed } from './wasm/bytes.ts'
import { behind, constant, get } from './wasm/instructions.ts'
import { i64, v128 } from './wasm/opcodes.ts'

/** What Keccak does with its lanes of 64 bits, in one state or in two at once. */
export interface Lanes {
  /** How many states. Each has an address of its own. */
  readonly states: 1 | 2
  readonly type: number
  /** The words that stand so many bytes behind the addresses. */
  readonly load: (addresses: readonly Code[], offset: number) => Code
  readonly store: (addresses: readonly Code[], offset: number, value: Code) => Code
  /** One word for all states. */
  readonly loadSame: (address: Code) => Code
  readonly xor: (a: Code, b: Code) => Code
  /** The bits of `a` that are not in `b`. */
  readonly without: (a: Code, b: Code) => Code
  /** A local, to the left. */
  readonly rotate: (local: number, bits: number) => Code
}

/** One state, in plain integers. */
export const oneLane: Lanes = {
  states: 1,
  type: i64.type,
  load: ([address], offset) => [...address!, i64.load, ...behind(offset)],
  store: ([address], offset, value) => [...address!, ...value, i64.store, ...behind(offset)],
  loadSame: (address) => [...address, i64.load, ...behind(0)],
  xor: (a, b) => [...a, ...b, i64.xor],
  without: (a, b) => [...a, ...b, i64.const, ...signed(-1), i64.xor, i64.and],
  rotate: (local, bits) => [...get(local), i64.const, ...signed(bits), i64.rotateLeft],
}

/** Two states side by side in vectors, so that one instruction works on both. */
export const twoLanes: Lanes = {
  states: 2,
  type: v128.type,
  load: ([a, b], offset) => {
    const first = [...a!, ...v128.load64Zero, ...behind(offset)]
    return [...b!, ...first, ...v128.load64Lane, ...behind(offset), 1]
  },
  store: (addresses, offset, value) => {
    const storeLane = [...v128.store64Lane, ...behind(offset)]
    return addresses.flatMap((address, lane) => [...address, ...value, ...storeLane, lane])
  },
  loadSame: (address) => [...address, ...v128.load64Splat, ...behind(0)],
  xor: (a, b) => [...a, ...b, ...v128.xor],
  without: (a, b) => [...a, ...b, ...v128.andNot],
  // Vectors cannot be rotated, so they are shifted both ways.
  rotate: (local, bits) => {
    if (bits === 0) return get(local)
    const left = [...get(local), ...constant(bits), ...v128.i64x2ShiftLeft]
    const right = [...get(local), ...constant(64 - bits), ...v128.i64x2ShiftRight]
    return [...left, ...right, ...v128.or]
  },
}
