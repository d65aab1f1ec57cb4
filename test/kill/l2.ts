import type { Hash } from '../../machines/values.ts'
import { createMemoryChain, type MemoryChain } from '../../src/adapters/memory/chain.ts'
import {
  type BlockTraits,
  childBlock,
  genesisBlock,
} from '../../src/adapters/memory/execution-client/blocks.ts'
import { reductionOf } from '../../src/adapters/memory/execution-client/built-block.ts'
import type { L1BlockRef } from '../../src/ports/rollup-node.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'

/** A chain of real Isthmus blocks, which has a place on both topics. Each has a deposit and a transfer. */
export interface L2 {
  readonly chain: MemoryChain
  readonly genesis: ExecutionPayloadEnvelope
  readonly payload: (hash: Hash) => ExecutionPayloadEnvelope
  /** The block at this height with nothing but its deposits, which is not on the chain yet. */
  readonly reduce: (number: number) => L1BlockRef
  /** The chain ends in that block, and grows from there. */
  readonly replace: (number: number) => void
}

const isthmus: BlockTraits = { withdrawalsRoot: `0x${'00'.repeat(32)}` }
const busy: BlockTraits = {
  ...isthmus,
  transactions: [Uint8Array.of(0x7e), Uint8Array.of(0x02)],
  extraData: '0x00000000fa00000006',
}

export function createL2(): L2 {
  const payloads = new Map<Hash, ExecutionPayloadEnvelope>()
  const payload = (hash: Hash): ExecutionPayloadEnvelope => {
    const envelope = payloads.get(hash)
    if (envelope === undefined) throw new RangeError(`no block ${hash} was ever sealed`)
    return envelope
  }
  const seal = (envelope: ExecutionPayloadEnvelope): L1BlockRef => {
    payloads.set(envelope.payload.blockHash, envelope)
    return refOf(envelope)
  }
  const genesis = genesisBlock(isthmus)
  const reductions = new Map<number, L1BlockRef>()
  const chain = createMemoryChain('l2', (parent, salt) => {
    if (parent === null) return seal(genesis)
    const reduction = reductions.get(parent.number + 1)
    const isReplaced = reduction?.parentHash === parent.hash && salt === replaced
    return isReplaced ? reduction : seal(childBlock(payload(parent.hash), { ...busy, salt }))
  })
  return {
    chain,
    genesis,
    payload,
    reduce: (number) => {
      const { hash, parentHash } = chain.at(number)!
      const reduction = seal(reductionOf(payload(parentHash), payload(hash)))
      reductions.set(number, reduction)
      return reduction
    },
    replace: (number) => void chain.reorg(number, replaced, number),
  }
}

/** The branch on which a reduction stands where there is one. */
const replaced = 'replaced'

function refOf({ payload }: ExecutionPayloadEnvelope): L1BlockRef {
  const { blockNumber, blockHash, parentHash, timestamp } = payload
  return { number: blockNumber, hash: blockHash, parentHash, timestamp }
}
