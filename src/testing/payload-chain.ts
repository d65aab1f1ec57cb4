import type { Hash } from '../../machines/values.ts'
import { createMemoryChain, type MemoryChain } from '../adapters/memory/chain.ts'
import { childBlock, genesisBlock } from '../adapters/memory/execution-client/blocks.ts'
import type { L1BlockRef } from '../ports/rollup-node.ts'
import type { ExecutionPayloadEnvelope } from '../wire/payload.ts'

/** A chain whose blocks are payloads with real block hashes, so that an execution client takes them. */
export interface PayloadChain {
  readonly chain: MemoryChain
  readonly genesis: ExecutionPayloadEnvelope
  /** The payload at a height of the chain as it is now. */
  readonly payloadAt: (number: number) => ExecutionPayloadEnvelope
}

export function createPayloadChain(branch: string): PayloadChain {
  const payloads = new Map<Hash, ExecutionPayloadEnvelope>()
  const genesis = genesisBlock()
  const chain = createMemoryChain(branch, (parent, salt) => {
    const envelope = parent === null ? genesis : childBlock(payloads.get(parent.hash)!, { salt })
    payloads.set(envelope.payload.blockHash, envelope)
    return refOf(envelope)
  })
  return {
    chain,
    genesis,
    payloadAt: (number) => {
      const block = chain.at(number)
      if (block === null) throw new RangeError(`the chain ends at ${chain.head().number}, got ${number}`)
      return payloads.get(block.hash)!
    },
  }
}

function refOf({ payload }: ExecutionPayloadEnvelope): L1BlockRef {
  const { blockNumber, blockHash, parentHash, timestamp } = payload
  return { number: blockNumber, hash: blockHash, parentHash, timestamp }
}
