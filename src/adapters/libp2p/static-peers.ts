export interface StaticPeersOptions<P> {
  readonly peers: readonly P[]
  /** True once connected; false, whatever the reason, when not. Has its own deadline. */
  readonly dial: (peer: P, signal: AbortSignal) => Promise<boolean>
  /** Settles when the peer is not, or no longer, connected. */
  readonly disconnected: (peer: P, signal: AbortSignal) => Promise<void>
  readonly pause: (delayMs: number, signal: AbortSignal) => Promise<void>
  readonly onFailure: (peer: P, retryInMs: number) => void
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
    const connected = await dial(peer, signal)
    if (connected) await disconnected(peer, signal)
    if (signal.aborted) return
    const delayMs = redialDelayMs(connected ? 0 : failures)
    failures = connected ? 0 : failures + 1
    if (!connected) onFailure(peer, delayMs)
    await pause(delayMs, signal)
  }
}
