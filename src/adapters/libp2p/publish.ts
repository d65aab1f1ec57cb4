import type { PublishOutcome } from '../../ports/gossip.ts'
import { maxMessageBytes } from '../../wire/limits.ts'
import type { GossipRouter } from './router.ts'

/** Publishing with every way to reach nobody told to the caller; the router only logs some of them. */
export async function publishTo(
  router: GossipRouter,
  topicName: string,
  data: Uint8Array,
): Promise<PublishOutcome> {
  if (data.length > maxMessageBytes) {
    return { kind: 'too-large', bytes: data.length, limitBytes: maxMessageBytes }
  }
  try {
    const { recipients } = await router.publish(topicName, data)
    return recipients.length > 0
      ? { kind: 'published', recipients: recipients.length }
      : { kind: 'failed', detail: 'no peer of the topic has an open stream' }
  } catch (error) {
    return outcomeOf(error instanceof Error ? error.message : String(error))
  }
}

function outcomeOf(message: string): PublishOutcome {
  if (message.startsWith('PublishError.NoPeersSubscribedToTopic')) return { kind: 'nobody-subscribed' }
  if (message.startsWith('PublishError.Duplicate')) return { kind: 'duplicate' }
  return { kind: 'failed', detail: message }
}
