import { randomBytes } from 'node:crypto'
import type { AttestationTopic } from '../../machines/values.ts'
import { compress } from '../../src/wire/compression.ts'
import { maxMessageBytes } from '../../src/wire/limits.ts'
import { draftDomain, topicName } from '../../src/wire/topics.ts'
import { blocksOn901 } from '../wire/fixtures.ts'
import type { HostilePeer } from './hostile-peer.ts'
import { attesterKey, blockSignedBy, headSignedBy, strangerKey } from './statements.ts'

export interface Flood {
  readonly of: string
  /** What the validator says of each; null when it is never asked. */
  readonly verdict: string | null
  /** So many are enough: far fewer for what is rejected than for what a peer may do now and then. */
  readonly messages: number
  readonly send: (flooder: HostilePeer, n: number) => Promise<void>
}

const chainId = 901
const afterOneReject = 1
const beyondUnsolicited = 100
const beyondInbound = 300
const beyondBadFrames = 3
const blocks: AttestationTopic = 'cross-safe-blocks'
const heads: AttestationTopic = 'cross-safe-heads'

/** Each kind of message that a follower must survive any number of. */
export const floods: readonly Flood[] = [
  flood('signed unsafe blocks on the blocks topic', 'ignore unknown-signer', blocks, unsafeBlock),
  flood('signed unsafe blocks on the heads topic', 'reject malformed', heads, unsafeBlock),
  flood('heads of an unknown key', 'ignore unknown-signer', heads, strangersHead),
  flood('genuine heads on the blocks topic', 'reject malformed', blocks, genuineHead),
  flood('genuine blocks on the heads topic', 'reject malformed', heads, genuineBlock),
  flood('truncated heads', 'reject malformed', heads, (n) => genuineHead(n).subarray(0, -1)),
  flood('truncated blocks', 'reject malformed', blocks, (n) => genuineBlock(n).subarray(0, -1)),
  flood('heads with a byte too many', 'reject malformed', heads, (n) =>
    Buffer.concat([genuineHead(n), Buffer.of(0)]),
  ),
  flood('heads with a bit of their hash flipped', 'ignore unknown-signer', heads, (n) =>
    withBitFlipped(genuineHead(n), (65 + 8) * 8 + (n % 256)),
  ),
  flood('attested blocks whose hash is wrong', 'reject wrong-block-hash', blocks, (n) =>
    blockSignedBy(attesterKey, n, blocksOn901, { gasUsed: 1n }),
  ),
  rawFlood(
    'messages that declare more than the limit',
    heads,
    always(compress(new Uint8Array(maxMessageBytes + 1))),
  ),
  rawFlood('messages that declare another length', heads, (n) => withBitFlipped(compress(genuineHead(n)), 0)),
  rawFlood('bytes that are no snappy block', heads, () => randomBytes(200)),
  {
    ...flood('the same head over and over', 'ignore unknown-signer', heads, always(strangersHead(0))),
    messages: beyondInbound,
  },
  {
    of: 'heads on the topic of another chain',
    verdict: null,
    messages: beyondInbound,
    send: (flooder, n) => flooder.send(topicName(heads, 10), compress(genuineHead(n))),
  },
  {
    of: 'RPCs above the limit',
    verdict: null,
    messages: beyondBadFrames,
    send: (flooder) => flooder.begin(maxMessageBytes + 1024 * 1024),
  },
]

export function genuineHead(number: number): Uint8Array {
  return headSignedBy(attesterKey, { issuedAtMs: Date.now(), number })
}

export function strangersHead(number: number): Uint8Array {
  return headSignedBy(strangerKey, { issuedAtMs: Date.now(), number })
}

function genuineBlock(number: number): Uint8Array {
  return blockSignedBy(attesterKey, number)
}

function unsafeBlock(number: number): Uint8Array {
  return blockSignedBy(attesterKey, number, { ...blocksOn901, domain: draftDomain })
}

function flood(of: string, verdict: string, topic: AttestationTopic, data: (n: number) => Uint8Array): Flood {
  const messages = verdict.startsWith('reject') ? afterOneReject : beyondUnsolicited
  const send = (flooder: HostilePeer, n: number) => flooder.send(topicName(topic, chainId), compress(data(n)))
  return { of, verdict, messages, send }
}

function rawFlood(of: string, topic: AttestationTopic, bytes: (n: number) => Uint8Array): Flood {
  const send = (flooder: HostilePeer, n: number) => flooder.send(topicName(topic, chainId), bytes(n))
  return { of, verdict: null, messages: afterOneReject, send }
}

function withBitFlipped(data: Uint8Array, bit: number): Uint8Array {
  const flipped = Uint8Array.from(data)
  flipped[bit >> 3]! ^= 1 << (bit & 7)
  return flipped
}

function always(bytes: Uint8Array): () => Uint8Array {
  return () => bytes
}
