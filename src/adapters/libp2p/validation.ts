import { type GossipsubMessage, TopicValidatorResult } from '@chainsafe/libp2p-gossipsub'
import type { AttestationTopic } from '../../../machines/values.ts'
import type { GossipVerdict } from '../../ports/gossip.ts'
import type { Decider } from './decider.ts'
import type { GossipRouter } from './router.ts'

export interface ValidationOptions {
  readonly router: GossipRouter
  readonly topicOf: (name: string) => AttestationTopic | null
  readonly decide: Decider
  readonly onVerdict: (peer: string, verdict: GossipVerdict) => void
  readonly signal: AbortSignal
}

const results: Readonly<Record<GossipVerdict['kind'], TopicValidatorResult>> = {
  accept: TopicValidatorResult.Accept,
  ignore: TopicValidatorResult.Ignore,
  reject: TopicValidatorResult.Reject,
}

/** Has each new message decided and tells the router, which relays only what is accepted. */
export function superviseValidation({ router, topicOf, decide, onVerdict, signal }: ValidationOptions): void {
  const onMessage = ({ detail }: CustomEvent<GossipsubMessage>): void => {
    const from = detail.propagationSource.toString()
    const topic = topicOf(detail.msg.topic)
    if (topic === null) return
    void decide({ topic, data: detail.msg.data, from }, 'gossip').then((verdict) => {
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
