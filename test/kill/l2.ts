import type { Hash } from '../../machines/values.ts'
import { createMemoryChain, type MemoryChain } from '../../src/adapters/memory/chain.ts'
import {
  type BlockTraits,
  childBlock,
  genesisBlock,
} from '../../src/adapters/memory/execution-client/blocks.ts'
import type { L1BlockRef } from '../../src/ports/rollup-node.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'

/** A chain of real Isthmus blocks, which has a place on both topics. */
export interface L2 {
  readonly chain: MemoryChain
  readonly genesis: ExecutionPayloadEnvelope
  readonly payload: (hash: Hash) => ExecutionPayloadEnvelope
}

const isthmus: BlockTraits = { withdrawalsRoot: `0x${'00'.repeat(32)}` }

export function createL2(): L2 {
  const payloads = new Map<Hash, ExecutionPayloadEnvelope>()
  const payload = (hash: Hash): ExecutionPayloadEnvelope => {
    const envelope = payloads.get(hash)
    if (envelope === undefined) throw new RangeError(`no block ${hash} was ever sealed`)
    return envelope
  }
  const genesis = genesisBlock(isthmus)
  const chain = createMemoryChain('l2', (parent, salt) => {
    const envelope = parent === null ? genesis : childBlock(payload(parent.hash), { ...isthmus, salt })
    payloads.set(envelope.payload.blockHash, envelope)
    return refOf(envelope)
  })
  return { chain, genesis, payload }
}

function refOf({ payload }: ExecutionPayloadEnvelope): L1BlockRef {
  const { blockNumber, blockHash, parentHash, timestamp } = payload
  return { number: blockNumber, hash: blockHash, parentHash, timestamp }
}
