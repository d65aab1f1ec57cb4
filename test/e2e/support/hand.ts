import { join } from 'node:path'
import type { Address, AttestationTopic, BlockRef, L1View } from '../../../machines/values.ts'
import { openLibp2pGossip } from '../../../src/adapters/libp2p/gossip.ts'
import type { GossipPort } from '../../../src/ports/gossip.ts'
import { encodeEnvelope } from '../../../src/wire/envelope.ts'
import { encodeHead } from '../../../src/wire/head.ts'
import { joinSigned } from '../../../src/wire/signed-message.ts'
import { addressOf, signDigest, signingHash } from '../../../src/wire/signing.ts'
import { attestationDomain } from '../../../src/wire/topics.ts'
import { until } from '../../gossip/until.ts'
import { type Block, refOf } from './l2.ts'

export interface Manner {
  readonly key: Uint8Array
  readonly l1View: L1View
  readonly topic: AttestationTopic
}

/** The attesters' hand in the mesh: one honest peer that signs with whatever key it is given. */
export interface Hand {
  readonly gossip: GossipPort
  /** Publishes a signed statement of its own each time; answers its bytes. */
  readonly attest: (block: Block, manner: Manner) => Promise<Uint8Array>
  /** Whether one of these signed exactly this block. */
  readonly hasAttested: (block: BlockRef, signers: readonly Address[]) => boolean
  readonly meshed: () => Promise<void>
}

export async function openHand(chainId: number, directory: string): Promise<Hand> {
  const gossip = await openLibp2pGossip({
    chainId,
    identityPath: join(directory, 'hand-identity'),
    listen: { ip: '127.0.0.1', port: 0 },
    staticPeers: [],
    validate: () => ({ kind: 'accept' }),
  })
  const said = new Set<string>()
  let lastIssuedAtMs = 0
  return {
    gossip,
    attest: async (block, { key, l1View, topic }) => {
      // Two copies of one statement in one millisecond would be the same bytes.
      lastIssuedAtMs = Math.max(Date.now(), lastIssuedAtMs + 1)
      const body =
        topic === 'cross-safe-heads' ? headOf(block, l1View, lastIssuedAtMs) : encodeEnvelope(block)
      const data = signed(key, topic, chainId, body)
      said.add(saying(refOf(block), addressOf(key)))
      const outcome = await gossip.publish(topic, data)
      if (outcome.kind !== 'published') throw new Error(`publishing failed: ${JSON.stringify(outcome)}`)
      return data
    },
    hasAttested: (block, signers) => signers.some((signer) => said.has(saying(block, signer))),
    meshed: () =>
      until('the hand is in one mesh with somebody', () =>
        gossip.peers().some(({ inMesh, topics }) => inMesh && topics.length === 2),
      ),
  }
}

function headOf(block: Block, l1View: L1View, issuedAtMs: number): Uint8Array {
  const { number, hash: blockHash } = refOf(block)
  const { number: l1Number, hash: l1Hash } = l1View
  return encodeHead({ number, blockHash, timestamp: block.payload.timestamp, l1Number, l1Hash, issuedAtMs })
}

function signed(key: Uint8Array, topic: AttestationTopic, chainId: number, body: Uint8Array): Uint8Array {
  return joinSigned(signDigest(key, signingHash(attestationDomain(topic), chainId, body)), body)
}

function saying({ number, hash }: BlockRef, signer: Address): string {
  return `${signer} ${number} ${hash}`
}
