import { join } from 'node:path'
import type { Address, AttestationTopic, BlockRef, L1View } from '../../../machines/values.ts'
import { openLibp2pGossip } from '../../../src/adapters/libp2p/gossip.ts'
import type { GossipPort } from '../../../src/ports/gossip.ts'
import { addressOf } from '../../../src/wire/signing.ts'
import { until } from '../../gossip/until.ts'
import { type Block, refOf } from './l2.ts'
import { statement } from './statements.ts'

interface Manner {
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

/** With `staticPeers` it comes back to those who do not know its new address. */
export async function openHand(
  chainId: number,
  directory: string,
  staticPeers: readonly string[] = [],
): Promise<Hand> {
  const gossip = await openLibp2pGossip({
    chainId,
    identityPath: join(directory, 'hand-identity'),
    listen: { ip: '127.0.0.1', port: 0 },
    staticPeers,
    validate: () => ({ kind: 'accept' }),
  })
  const said = new Set<string>()
  let lastIssuedAtMs = 0
  return {
    gossip,
    attest: async (block, { key, l1View, topic }) => {
      // Two copies of one statement in one millisecond would be the same bytes.
      lastIssuedAtMs = Math.max(Date.now(), lastIssuedAtMs + 1)
      const data = statement(block, { chainId, key, topic, l1View, issuedAtMs: lastIssuedAtMs })
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

function saying({ number, hash }: BlockRef, signer: Address): string {
  return `${signer} ${number} ${hash}`
}
