import type { BlockRef, Hash } from '../../../machines/values.ts'

/** `0x1234567890abcdef…` is enough to tell blocks apart on a screen. */
export function shortHash(hash: Hash): string {
  return `${hash.slice(0, 8)}…${hash.slice(-4)}`
}

export function blockText({ number, hash }: BlockRef): string {
  return `${number} ${shortHash(hash)}`
}

/** `1:05` for 65 seconds. */
export function clockText(seconds: number): string {
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 60)}:${`${whole % 60}`.padStart(2, '0')}`
}

export const outcomeMarks = { doing: '·', seen: '✓', missed: '✗' } as const
