import { join } from 'node:path'
import type { Address, AttestationTopic, BlockRef, L1View } from '../../../machines/values.ts'
import { openLibp2pGossip } from '../../../src/adapters/libp2p/gossip.ts'
import type { GossipPort, HeadsSource } from '../../../src/ports/gossip.ts'
import { maxHeadsPerAnswer } from '../../../src/wire/limits.ts'
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
  /** Signs a head and does not publish it: it is there for whoever asks. */
  readonly keep: (block: Block, manner: Omit<Manner, 'topic'>) => void
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
  const shelf = createShelf()
  const gossip = await openLibp2pGossip({
    chainId,
    identityPath: join(directory, 'hand-identity'),
    listen: { ip: '127.0.0.1', port: 0 },
    staticPeers,
    validate: () => ({ kind: 'accept' }),
    heads: shelf.give,
  })
  const said = new Set<string>()
  let lastIssuedAtMs = 0
  const say = (block: Block, { key, l1View, topic }: Manner): Uint8Array => {
    // Two copies of one statement in one millisecond would be the same bytes.
    lastIssuedAtMs = Math.max(Date.now(), lastIssuedAtMs + 1)
    const data = statement(block, { chainId, key, topic, l1View, issuedAtMs: lastIssuedAtMs })
    said.add(saying(refOf(block), addressOf(key)))
    if (topic === 'cross-safe-heads') shelf.put(block.payload.blockNumber, data)
    return data
  }
  return {
    gossip,
    attest: async (block, manner) => {
      const data = say(block, manner)
      const outcome = await gossip.publish(manner.topic, data)
      if (outcome.kind !== 'published') throw new Error(`publishing failed: ${JSON.stringify(outcome)}`)
      return data
    },
    keep: (block, manner) => void say(block, { ...manner, topic: 'cross-safe-heads' }),
    hasAttested: (block, signers) => signers.some((signer) => said.has(saying(block, signer))),
    meshed: () =>
      until('the hand is in one mesh with somebody', () =>
        gossip.peers().some(({ inMesh, topics }) => inMesh && topics.length === 2),
      ),
  }
}

/** Signed heads by height, the last that was said of each. */
function createShelf() {
  const heads = new Map<number, Uint8Array>()
  const give: HeadsSource = (request) => {
    const heights = [...heads.keys()].toSorted((a, b) => a - b)
    const wanted =
      request.kind === 'newest'
        ? heights.slice(-request.count)
        : heights.filter((height) => height >= request.from && height < request.from + request.count)
    return wanted.slice(0, maxHeadsPerAnswer).map((height) => heads.get(height)!)
  }
  return { put: (height: number, data: Uint8Array) => void heads.set(height, data), give }
}

function saying({ number, hash }: BlockRef, signer: Address): string {
  return `${signer} ${number} ${hash}`
}
