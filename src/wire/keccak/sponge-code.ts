import { blockBytes, roundConstants } from './definition.ts'
import type { Lanes } from './lanes.ts'
import { everyLane, permutationCode, permutationLanes, permutationLocals } from './permutation-code.ts'
import type { Code } from './wasm/bytes.ts'
import { add, constant, get, repeatWhile, set, tee } from './wasm/instructions.ts'
import type { ModuleParts } from './wasm/module.ts'
import { i32 } from './wasm/opcodes.ts'

export const stateBytes = 200

/** The memory begins with the round constants; the states follow. */
export function stateAt(index: number): number {
  return 8 * roundConstants.length + stateBytes * index
}

/**
 * A function for WebAssembly, `run(address of each message…, blocks)`, that absorbs so many padded
 * blocks of each message into its state. Afterwards a state begins with the digest.
 */
export function spongeCode(lanes: Lanes): Omit<ModuleParts, 'memoryPages'> {
  const messages = Array.from({ length: lanes.states }, (_, index) => index)
  const blocks = messages.length
  const locals = permutationLocals(blocks + 1)
  const states = messages.map((index) => constant(stateAt(index)))
  const words = everyLane.map(([x, y], i) => ({ lane: locals.state(x, y), offset: 8 * i }))
  const restore = words.flatMap(({ lane, offset }) => set(lane, lanes.load(states, offset)))
  const absorb = words.slice(0, blockBytes / 8).flatMap(({ lane, offset }) => {
    const word = lanes.load(messages.map(get), offset)
    return set(lane, lanes.xor(get(lane), word))
  })
  const next = messages.flatMap((message) => set(message, add(get(message), constant(blockBytes))))
  const keep = words.flatMap(({ lane, offset }) => lanes.store(states, offset, get(lane)))
  const isNotLast = tee(blocks, add(get(blocks), constant(-1)))
  return {
    parameters: messages.length + 1,
    locals: [
      [1, i32.type],
      [permutationLanes, lanes.type],
    ],
    body: [...restore, ...repeatWhile(isNotLast, absorb, permutationCode(lanes, locals), next), ...keep],
    data: roundConstants.flatMap(littleEndian),
  }
}

function littleEndian(word: bigint): Code {
  return Array.from({ length: 8 }, (_, i) => Number((word >> BigInt(8 * i)) & 0xffn))
}
