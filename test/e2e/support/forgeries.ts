import type { AttestationTopic, L1View } from '../../../machines/values.ts'
import { compress } from '../../../src/wire/compression.ts'
import { maxMessageBytes } from '../../../src/wire/limits.ts'
import { attestationDomain, draftDomain } from '../../../src/wire/topics.ts'
import { attesterKey, strangerKey } from '../../gossip/statements.ts'
import { chainId } from './follower-config.ts'
import type { Block } from './l2.ts'
import { type Saying, statement } from './statements.ts'

export interface Forgery {
  readonly of: string
  /** What the follower says; null when the bytes are refused before anybody is asked. */
  readonly verdict: string | null
  readonly topic: AttestationTopic
  /** As it goes on the wire. */
  readonly wire: (block: Block, l1View: L1View) => Uint8Array
}

const heads: AttestationTopic = 'cross-safe-heads'
const blocks: AttestationTopic = 'cross-safe-blocks'
const unknown = 'ignore unknown-signer'
const malformed = 'reject malformed'

/** Each speaks of a block that one genuine attestation would promote, and is not that attestation. */
export const forgeries: readonly Forgery[] = [
  forgery('an unsafe block, signed by its sequencer', unknown, blocks, whole({ domain: draftDomain })),
  forgery('an unsafe block on the heads topic', malformed, heads, whole({ domain: draftDomain })),
  forgery('a head under the domain of unsafe blocks', unknown, heads, head({ domain: draftDomain })),
  forgery(
    'a head under the domain of the other topic',
    unknown,
    heads,
    head({ domain: attestationDomain(blocks) }),
  ),
  forgery('a head for another chain', unknown, heads, head({ chainId: 10 })),
  forgery('a head of an unknown key', unknown, heads, head({ key: strangerKey })),
  forgery('a block of an unknown key', unknown, blocks, whole({ key: strangerKey })),
  forgery('a genuine head on the blocks topic', malformed, blocks, head()),
  forgery('a genuine block on the heads topic', malformed, heads, whole()),
  forgery('a truncated head', malformed, heads, (block, l1View) => head()(block, l1View).subarray(0, -1)),
  forgery('a truncated block', malformed, blocks, (block, l1View) => whole()(block, l1View).subarray(0, -1)),
  forgery('a head with a byte too many', malformed, heads, (block, l1View) =>
    Buffer.concat([head()(block, l1View), Buffer.of(0)]),
  ),
  forgery('a head with a bit of its block hash flipped', unknown, heads, (block, l1View) =>
    flipped(head()(block, l1View), 65 + 8),
  ),
  forgery('a head with a bit of its signature flipped', unknown, heads, (block, l1View) =>
    flipped(head()(block, l1View), 64),
  ),
  forgery('a head of an hour ago', 'ignore too-old', heads, head({ issuedAtMs: Date.now() - 3_600_000 })),
  forgery(
    'a head of the future',
    'ignore from-the-future',
    heads,
    head({ issuedAtMs: Date.now() + 3_600_000 }),
  ),
  {
    of: 'a head that declares another length',
    verdict: null,
    topic: heads,
    wire: (block, l1View) => flipped(compress(head()(block, l1View)), 0),
  },
  {
    of: 'a block that is larger than the limit',
    verdict: null,
    topic: blocks,
    wire: (block, l1View) =>
      compress(Buffer.concat([whole()(block, l1View), new Uint8Array(maxMessageBytes)])),
  },
]

type Making = (block: Block, l1View: L1View) => Uint8Array

function forgery(of: string, verdict: string, topic: AttestationTopic, make: Making): Forgery {
  return { of, verdict, topic, wire: (block, l1View) => compress(make(block, l1View)) }
}

function head(changes: Partial<Saying> = {}): Making {
  return (block, l1View) => statement(block, { ...genuine(l1View), topic: heads, ...changes })
}

function whole(changes: Partial<Saying> = {}): Making {
  return (block, l1View) => statement(block, { ...genuine(l1View), topic: blocks, ...changes })
}

function genuine(l1View: L1View) {
  return { chainId, key: attesterKey, l1View, issuedAtMs: Date.now() }
}

function flipped(data: Uint8Array, at: number): Uint8Array {
  const changed = Uint8Array.from(data)
  changed[at]! ^= 1
  return changed
}
