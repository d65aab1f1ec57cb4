import { blocksOf, pad } from './keccak/blocks.ts'
import { blockBytes, digestBytes } from './keccak/definition.ts'
import { oneLane } from './keccak/lanes.ts'
import { spongeCode, stateAt, stateBytes } from './keccak/sponge-code.ts'
import { instantiate } from './keccak/wasm/instantiate.ts'

const pageBytes = 2 ** 16

/** A page for the constants and the state, and one that the message goes through. */
const { memory, run } = instantiate({ ...spongeCode(oneLane), memoryPages: 2 })
const state = new Uint8Array(memory, stateAt(0), stateBytes)
const buffer = new Uint8Array(memory, pageBytes, pageBytes)

/** What is absorbed at once: whole blocks, and less than the page, so that padding has room. */
const roomBytes = blockBytes * Math.floor((pageBytes - blockBytes) / blockBytes)

/** Of the concatenation of its parts, so that callers need not join them first. */
export function keccak256(...parts: readonly Uint8Array[]): Uint8Array {
  state.fill(0)
  let filled = 0
  for (const part of parts) filled = absorb(part, filled)
  pad(buffer, filled)
  run(pageBytes, blocksOf(filled))
  return state.slice(0, digestBytes)
}

/** Adds a part to the buffer, of which so many bytes are filled, and absorbs as often as it is full. Returns the new fill. */
function absorb(part: Uint8Array, filled: number): number {
  let [rest, fill] = [part, filled]
  while (fill + rest.length >= roomBytes) {
    buffer.set(rest.subarray(0, roomBytes - fill), fill)
    run(pageBytes, roomBytes / blockBytes)
    rest = rest.subarray(roomBytes - fill)
    fill = 0
  }
  buffer.set(rest, fill)
  return fill + rest.length
}
