import type { AttestationTopic, Hash, L1View } from '../../../machines/values.ts'
import { encodeEnvelope } from '../../../src/wire/envelope.ts'
import { encodeHead } from '../../../src/wire/head.ts'
import { attestationDomain } from '../../../src/wire/topics.ts'
import { sign } from '../../wire/fixtures.ts'
import { type Block, refOf } from './l2.ts'

export interface Saying {
  readonly chainId: number
  readonly key: Uint8Array
  /** What the body is, and, unless the domain says otherwise, what it is signed for. */
  readonly topic: AttestationTopic
  readonly l1View: L1View
  readonly issuedAtMs: number
  readonly domain?: Hash
}

/** "I verified this block", as it goes on the wire before compression. */
export function statement(block: Block, saying: Saying): Uint8Array {
  const { chainId, key, topic, domain = attestationDomain(topic) } = saying
  const body = topic === 'cross-safe-heads' ? headOf(block, saying) : encodeEnvelope(block)
  return sign({ topic, chainId, domain }, body, key)
}

function headOf(block: Block, { l1View, issuedAtMs }: Saying): Uint8Array {
  const { number, hash: blockHash } = refOf(block)
  const { number: l1Number, hash: l1Hash } = l1View
  return encodeHead({ number, blockHash, timestamp: block.payload.timestamp, l1Number, l1Hash, issuedAtMs })
}
