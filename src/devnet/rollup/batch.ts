import { type Hex, isHex, size, slice } from 'viem'
import type { BlockRef, Hash } from '../../../machines/values.ts'

/** What our batcher puts into one L1 transaction: the hashes of consecutive blocks. */
const version = '00'
const headerBytes = 1 + 8
const hashBytes = 32
const limitBlocks = 256

/** `version(1) ‖ first height(8) ‖ hashes(32 each)`. A real batch holds transactions; ours are empty. */
export function encodeBatch(blocks: readonly BlockRef[]): Hex {
  const first = blocks[0]
  if (first === undefined || blocks.length > limitBlocks) {
    throw new RangeError(`a batch holds 1 to ${limitBlocks} blocks, got ${blocks.length}`)
  }
  const height = first.number.toString(16).padStart(16, '0')
  return `0x${version}${height}${blocks.map(({ hash }) => hash.slice(2)).join('')}`
}

/** Null for bytes that are no batch: anybody can send to the inbox of a rollup. */
export function decodeBatch(data: Hex): BlockRef[] | null {
  if (!isHex(data) || !data.startsWith(`0x${version}`)) return null
  const count = (size(data) - headerBytes) / hashBytes
  if (!Number.isInteger(count) || count < 1 || count > limitBlocks) return null
  const first = Number(BigInt(slice(data, 1, headerBytes)))
  if (!Number.isSafeInteger(first + count)) return null
  return Array.from({ length: count }, (_, index) => ({ number: first + index, hash: hashAt(data, index) }))
}

function hashAt(data: Hex, index: number): Hash {
  const start = headerBytes + index * hashBytes
  return slice(data, start, start + hashBytes)
}
