import { blockBytes, digestBytes } from './definition.ts'
import { twoLanes } from './lanes.ts'
import { spongeCode, stateAt, stateBytes } from './sponge-code.ts'
import { instantiate } from './wasm/instantiate.ts'

const pageBytes = 2 ** 16

/** One page for constants and states, and one for each message. */
const { memory, run } = instantiate({ ...spongeCode(twoLanes), memoryPages: 3 })
const states = new Uint8Array(memory, stateAt(0), 2 * stateBytes)

/** The longest message that has room, together with its padding. */
export const longestMessageBytes = pageBytes - blockBytes

/** Where the messages are written to, and where their digests are found. */
export const messages = [messageAt(0), messageAt(1)] as const
export const digests = [digestAt(0), digestAt(1)] as const

/** Hashes both messages, padded to so many blocks. */
export function hashPair(blocks: number): void {
  states.fill(0)
  run(pageBytes, 2 * pageBytes, blocks)
}

function messageAt(index: 0 | 1): Uint8Array {
  return new Uint8Array(memory, (1 + index) * pageBytes, pageBytes)
}

function digestAt(index: 0 | 1): Uint8Array {
  return new Uint8Array(memory, stateAt(index), digestBytes)
}
