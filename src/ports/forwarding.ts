import type { Answer } from './trouble.ts'

/** An answer of the execution client as it came, its bytes unread. */
export interface ForwardedAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: Uint8Array
}

/**
 * Passes request bodies on to the execution client as they are, over kept connections, with a JWT
 * made for each. Tried once. The answer is never compressed. `Trouble` when there was no HTTP answer;
 * `unreachable` only when the request was certainly not sent.
 */
export interface ForwardingPort {
  readonly name: string
  readonly forward: (body: Uint8Array, signal: AbortSignal) => Promise<Answer<ForwardedAnswer>>
  readonly close: () => Promise<void>
}
