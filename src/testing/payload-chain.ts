import type { Hash } from '../../machines/values.ts'
import { createMemoryChain, type MemoryChain } from '../adapters/memory/chain.ts'
import type { L1BlockRef } from '../ports/rollup-node.ts'
import type { ExecutionPayloadEnvelope } from '../wire/payload.ts'
import type { OpBlockTraits, OpChain } from './op-chain.ts'

/** A chain whose blocks are payloads that L1 makes, so that an execution client takes them. */
export interface PayloadChain {
  readonly chain: MemoryChain
  readonly genesis: ExecutionPayloadEnvelope
  /** The payload at a height of the chain as it is now. */
  readonly payloadAt: (number: number) => ExecutionPayloadEnvelope
  /** What the next blocks have besides, whatever L1 makes of them. */
  readonly lie: (traits: OpBlockTraits) => void
}

export function createPayloadChain(branch: string, { genesis, blockOn }: OpChain): PayloadChain {
  const payloads = new Map<Hash, ExecutionPayloadEnvelope>()
  let lies: OpBlockTraits = {}
  const chain = createMemoryChain(branch, (parent, salt) => {
    const envelope = parent === null ? genesis : blockOn(payloads.get(parent.hash)!, { salt, ...lies })
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
    lie: (traits) => {
      lies = traits
    },
  }
}

function refOf({ payload }: ExecutionPayloadEnvelope): L1BlockRef {
  const { blockNumber, blockHash, parentHash, timestamp } = payload
  return { number: blockNumber, hash: blockHash, parentHash, timestamp }
}
