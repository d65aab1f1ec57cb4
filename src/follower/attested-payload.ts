import type { AttestedPayload } from '../actors/engine/desk.ts'
import type { FollowerStorePort } from '../ports/store.ts'
import { decodeEnvelope } from '../wire/envelope.ts'
import { signatureBytes } from '../wire/limits.ts'

/** Signature and block hash were checked before the message was kept; Isthmus, as the blocks topic is. */
export function attestedPayloadIn({ attestedBlock }: FollowerStorePort): AttestedPayload {
  return (block) => {
    const message = attestedBlock(block)
    if (message === null) return null
    const envelope = decodeEnvelope(message.subarray(signatureBytes), 4)
    return envelope.kind === 'ok' ? envelope.value : null
  }
}
