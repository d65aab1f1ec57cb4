import type { AttestationTopic, Hash } from '../../machines/values.ts'
import type { GossipPort } from '../../src/ports/gossip.ts'
import type { SignerPort } from '../../src/ports/signer.ts'
import type { AttesterStorePort } from '../../src/ports/store.ts'
import { attestationDomain } from '../../src/wire/topics.ts'
import type { Tripwire } from './tripwire.ts'

export function tripStore(store: AttesterStorePort, { around }: Tripwire): AttesterStorePort {
  return {
    ...store,
    recordIntent: (intent) => around('intend', () => store.recordIntent(intent)),
    recordSigned: (head, message) => around('record signed', () => store.recordSigned(head, message)),
  }
}

export function tripSigner(signer: SignerPort, { around }: Tripwire): SignerPort {
  return {
    ...signer,
    sign: (request, signal) => around(`sign ${topicOf(request.domain)}`, () => signer.sign(request, signal)),
  }
}

export function tripGossip(gossip: GossipPort, { around }: Tripwire): GossipPort {
  return {
    ...gossip,
    publish: (topic, data) => around(`publish ${topic}`, () => gossip.publish(topic, data)),
  }
}

function topicOf(domain: Hash): AttestationTopic {
  return domain === attestationDomain('cross-safe-heads') ? 'cross-safe-heads' : 'cross-safe-blocks'
}
