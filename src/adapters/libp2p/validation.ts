import { type GossipsubMessage, TopicValidatorResult } from '@chainsafe/libp2p-gossipsub'
import type { AttestationTopic } from '../../../machines/values.ts'
import type { GossipMessage, GossipValidator, GossipVerdict } from '../../ports/gossip.ts'
import type { GossipRouter } from './router.ts'

export interface ValidationOptions {
  readonly router: GossipRouter
  readonly topicOf: (name: string) => AttestationTopic | null
  readonly validate: GossipValidator
  readonly deadlineMs: number
  /** How many of one peer's messages may be in validation at once; more are ignored, so that no peer fills it. */
  readonly limitPerPeer: number
  readonly onVerdict: (peer: string, verdict: GossipVerdict) => void
  readonly onDefect: (error: unknown) => void
  readonly signal: AbortSignal
}

const results: Readonly<Record<GossipVerdict['kind'], TopicValidatorResult>> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
}

/** Asks the validator about each new message and tells the router, which relays only what is accepted. */
export function superviseValidation(options: ValidationOptions): void {
  const { router, topicOf, onVerdict, signal } = options
  const decide = createDecider(options)
  const onMessage = ({ detail }: CustomEvent<GossipsubMessage>): void => {
    const from = detail.propagationSource.toString()
    const topic = topicOf(detail.msg.topic)
    if (topic === null) return
    void decide({ topic, data: detail.msg.data, from }).then((verdict) => {
      if (signal.aborted) return
      router.reportMessageValidationResult(detail.msgId, from, results[verdict.kind])
      onVerdict(from, verdict)
    })
  }
  router.addEventListener('gossipsub:message', onMessage)
  signal.addEventListener('abort', () => router.removeEventListener('gossipsub:message', onMessage), {
    once: true,
  })
}

function createDecider(options: ValidationOptions): (message: GossipMessage) => Promise<GossipVerdict> {
  const { validate, limitPerPeer, deadlineMs, onDefect, signal } = options
  const pending = new Map<string, number>()
  const count = (peer: string, change: number): void => {
    const now = (pending.get(peer) ?? 0) + change
    if (now === 0) pending.delete(peer)
    else pending.set(peer, now)
  }
  return async (message) => {
    if ((pending.get(message.from) ?? 0) >= limitPerPeer) return ignored('validation-busy')
    count(message.from, 1)
    try {
      const verdict = validate(message)
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
