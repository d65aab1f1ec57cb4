export type DialOutcome =
  | { readonly kind: 'connected' }
  | { readonly kind: 'failed'; readonly detail: string }

export interface StaticPeersOptions<P> {
  readonly peers: readonly P[]
  /** Has its own deadline. */
  readonly dial: (peer: P, signal: AbortSignal) => Promise<DialOutcome>
  /** Settles when the peer is not, or no longer, connected. */
  readonly disconnected: (peer: P, signal: AbortSignal) => Promise<void>
  readonly pause: (delayMs: number, signal: AbortSignal) => Promise<void>
  readonly onFailure: (peer: P, detail: string, retryInMs: number) => void
  readonly signal: AbortSignal
}

const firstDelayMs = 1_000
const limitDelayMs = 60_000

/** Dials the operator's peers now and again for ever: a peer that was away for a week is still wanted. */
export async function keepDialled<P>(options: StaticPeersOptions<P>): Promise<void> {
  await Promise.all(options.peers.map((peer) => keepOne(peer, options)))
}

/** One, two, four seconds and so on up to a minute; the same each time, so that a log explains itself. */
export function redialDelayMs(failures: number): number {
  return Math.min(limitDelayMs, firstDelayMs * 2 ** Math.min(failures, 10))
}

async function keepOne<P>(peer: P, options: StaticPeersOptions<P>): Promise<void> {
  const { dial, disconnected, pause, onFailure, signal } = options
  let failures = 0
  while (!signal.aborted) {
    const outcome = await dial(peer, signal)
    if (outcome.kind === 'connected') {
      failures = 0
      await disconnected(peer, signal)
    }
    if (signal.aborted) return
    const delayMs = redialDelayMs(failures)
    if (outcome.kind === 'failed') {
      failures += 1
      onFailure(peer, outcome.detail, delayMs)
    }
    await pause(delayMs, signal)
  }
}
