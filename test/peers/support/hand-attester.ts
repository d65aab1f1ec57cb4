import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Address, AttestationTopic, BlockRef, L1View } from '../../../machines/values.ts'
import { openLibp2pGossip } from '../../../src/adapters/libp2p/gossip.ts'
import { type Account, createAccount } from '../../../src/devnet/stock/chain/accounts.ts'
import type { ToldAttester } from '../../../src/devnet/stock/op-attester.ts'
import { encodeEnvelope } from '../../../src/wire/envelope.ts'
import { encodeHead } from '../../../src/wire/head.ts'
import { fromHex } from '../../../src/wire/hex.ts'
import type { ExecutionPayloadEnvelope } from '../../../src/wire/payload.ts'
import { joinSigned } from '../../../src/wire/signed-message.ts'
import { signDigest, signingHash } from '../../../src/wire/signing.ts'
import { attestationDomain } from '../../../src/wire/topics.ts'
import type { Story } from './story.ts'

/** Says whatever a story wants it to say; followers trust its key. */
export interface HandAttester extends ToldAttester {
  /** With the own key, unless it is to be another. */
  readonly say: (block: BlockRef, l1View: L1View, key?: Account) => Promise<void>
  /** The same with the block itself, which leaves no room for a view. */
  readonly sayWhole: (block: ExecutionPayloadEnvelope) => Promise<void>
}

export async function openHandAttester(story: Story, chainId: number): Promise<HandAttester> {
  const own = createAccount()
  const gossip = await openLibp2pGossip({
    chainId,
    identityPath: join(story.workspace.root, 'hand-attester'),
    listen: { ip: '127.0.0.1', port: 0 },
    staticPeers: [],
    validate: () => ({ kind: 'accept' }),
  })
  onTestFinished(gossip.close)
  const publish = async (topic: AttestationTopic, body: Uint8Array, key: Account) => {
    await story.until('somebody listens', () => gossip.peers().some(({ inMesh }) => inMesh))
    const digest = signingHash(attestationDomain(topic), chainId, body)
    const outcome = await gossip.publish(topic, joinSigned(signDigest(fromHex(key.privateKey), digest), body))
    if (outcome.kind !== 'published') throw new Error(`nobody heard it: ${outcome.kind}`)
  }
  const say = ({ number, hash }: BlockRef, l1View: L1View, key = own) => {
    const l1 = { l1Number: l1View.number, l1Hash: l1View.hash }
    const times = { timestamp: Math.floor(Date.now() / 1_000), issuedAtMs: Date.now() }
    return publish('cross-safe-heads', encodeHead({ number, blockHash: hash, ...l1, ...times }), key)
  }
  const sayWhole = (block: ExecutionPayloadEnvelope) =>
    publish('cross-safe-blocks', encodeEnvelope(block), own)
  return { address: own.address.toLowerCase() as Address, multiaddr: gossip.addresses()[0]!, say, sayWhole }
}
