import { blockBytes } from './definition.ts'

/** How many blocks a message takes: its padding has one byte at least. */
export function blocksOf(size: number): number {
  return Math.floor(size / blockBytes) + 1
}

/** Puts the padding behind a message, or the end of one, of which `buffer` holds so many bytes. */
export function pad(buffer: Uint8Array, size: number): void {
  const end = blocksOf(size) * blockBytes
  buffer.fill(0, size, end)
  buffer[size] = 0x01
  buffer[end - 1]! |= 0x80
}
