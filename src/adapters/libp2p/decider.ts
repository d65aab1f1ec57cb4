import type { GossipMessage, GossipValidator, GossipVerdict, MessageChannel } from '../../ports/gossip.ts'

export interface DeciderOptions {
  readonly validate: GossipValidator
  readonly deadlineMs: number
  /** How many of one peer's messages may be in validation at once; more are ignored, so that no peer fills it. */
  readonly limitPerPeer: number
  readonly onDefect: (error: unknown) => void
  readonly signal: AbortSignal
}

export type Decider = (message: GossipMessage, channel: MessageChannel) => Promise<GossipVerdict>

/** The validator with limits: it always answers, in time, and never throws. */
export function createDecider(options: DeciderOptions): Decider {
  const { validate, limitPerPeer, deadlineMs, onDefect, signal } = options
  const pending = new Map<string, number>()
  const count = (peer: string, change: number): void => {
    const now = (pending.get(peer) ?? 0) + change
    if (now === 0) pending.delete(peer)
    else pending.set(peer, now)
  }
  return async (message, channel) => {
    if ((pending.get(message.from) ?? 0) >= limitPerPeer) return ignored('validation-busy')
    count(message.from, 1)
    try {
      const verdict = validate(message, channel)
      return verdict instanceof Promise ? await withDeadline(verdict, deadlineMs, signal) : verdict
    } catch (error) {
      onDefect(error)
      return ignored('validator-failed')
    } finally {
      count(message.from, -1)
    }
  }
}

/** A late verdict is worth nothing to the router, and the peer is not to blame for it. */
async function withDeadline(
  verdict: Promise<GossipVerdict>,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<GossipVerdict> {
  const { promise: expired, resolve } = Promise.withResolvers<GossipVerdict>()
  const expire = (): void => resolve(ignored('validation-late'))
  const timer = setTimeout(expire, deadlineMs)
  signal.addEventListener('abort', expire, { once: true })
  try {
    return await Promise.race([verdict, expired])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', expire)
  }
}

function ignored(reason: string): GossipVerdict {
  return { kind: 'ignore', reason, penalty: false }
}
