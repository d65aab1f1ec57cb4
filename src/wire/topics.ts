import type { AttestationTopic, Hash } from '../../machines/values.ts'
import { keccak256 } from './hash.ts'
import { toHex } from './hex.ts'

const topics: readonly AttestationTopic[] = ['cross-safe-blocks', 'cross-safe-heads']

const domains: Readonly<Record<AttestationTopic, Hash>> = {
  'cross-safe-blocks': labelHash('cross-safe-blocksv1'),
  'cross-safe-heads': labelHash('cross-safe-headsv1'),
}

/**
 * The domain of unsafe block gossip, which the draft reuses. Under it every signed unsafe block is
 * a valid attestation, so it is for `--wire.draft-domain` and nothing else.
 */
export const draftDomain: Hash = `0x${'00'.repeat(32)}`

export function topicName(topic: AttestationTopic, chainId: number): string {
  return `/optimism/${chainId}/0/${topic}`
}

/** Null for every name that is not one of our topics on this chain. */
export function topicOf(name: string, chainId: number): AttestationTopic | null {
  return topics.find((topic) => topicName(topic, chainId) === name) ?? null
}

/** The libp2p protocol under which heads are asked for by height. */
export function headsProtocol(chainId: number): string {
  return `/optimism/${chainId}/cross-safe-heads/1`
}

/** What keeps a signature made for one purpose from being valid for another. */
export function attestationDomain(topic: AttestationTopic): Hash {
  return domains[topic]
}

function labelHash(label: string): Hash {
  return toHex(keccak256(new TextEncoder().encode(label)))
}
