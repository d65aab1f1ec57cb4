import { createHash } from 'node:crypto'

/** `raw` is what arrived when it cannot be decompressed, or may not be. */
export type IdentifiedMessage =
  | { readonly kind: 'decompressed'; readonly data: Uint8Array }
  | { readonly kind: 'raw'; readonly data: Uint8Array }

const validSnappy = Uint8Array.of(1, 0, 0, 0)
const invalidSnappy = Uint8Array.of(0, 0, 0, 0)
const messageIdBytes = 20

/**
 * op-node's form, which binds the topic; the text of the spec does not. Without the topic, a copy
 * on another topic would take the genuine message's place in every cache of seen ids.
 */
export function messageId(topicName: string, message: IdentifiedMessage): Uint8Array {
  const topic = new TextEncoder().encode(topicName)
  const topicLength = new Uint8Array(8)
  new DataView(topicLength.buffer).setBigUint64(0, BigInt(topic.length), true)
  return createHash('sha256')
    .update(message.kind === 'decompressed' ? validSnappy : invalidSnappy)
    .update(topicLength)
    .update(topic)
    .update(message.data)
    .digest()
    .subarray(0, messageIdBytes)
}
