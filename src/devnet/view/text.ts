import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { Endpoints } from '../events.ts'

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

export function endpointLines(endpoints: Endpoints): readonly string[] {
  return [
    `L1                  ${endpoints.l1}`,
    `sequencer's node    ${endpoints.sequencerNode}`,
    `follower's node     ${endpoints.followerNode}`,
    `follower's client   ${endpoints.followerClient}`,
    `follower            ${endpoints.follower}`,
    ...(endpoints.enginePort === undefined ? [] : [`its engine port     ${endpoints.enginePort}`]),
  ]
}

export const outcomeMarks = { doing: '·', quoted: '│', seen: '✓', missed: '✗' } as const
