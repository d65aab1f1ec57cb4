import { expect } from 'vitest'

/** What a codec answers when it refuses, for `toEqual`: a bare regular expression there would match anything. */
export function refusal(reason: RegExp): unknown {
  return { kind: 'malformed', reason: expect.stringMatching(reason) }
}
