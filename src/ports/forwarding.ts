import type { Answer } from './trouble.ts'

/** An answer of the execution client as it came: its status, its JSON bytes. */
export interface ForwardedAnswer {
  readonly status: number
  readonly body: Uint8Array
}

/**
 * Passes request bodies on to the execution client as they are, over kept connections, with a JWT
 * made for each. Tried once. The answer is never compressed. `Trouble` when there was no HTTP answer.
 */
export interface ForwardingPort {
  readonly name: string
  readonly forward: (body: Uint8Array, signal: AbortSignal) => Promise<Answer<ForwardedAnswer>>
  readonly close: () => Promise<void>
}
