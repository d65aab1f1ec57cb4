import type { Hash } from '../../../../machines/values.ts'
import type { BlockSelector } from '../../../ports/execution-client.ts'
import type { ExecutionPayloadEnvelope } from '../../../wire/payload.ts'

/** The blocks of a client: all it knows, which of them are canonical, and the labels. */
export interface BlockTree {
  readonly get: (hash: Hash) => ExecutionPayloadEnvelope | undefined
  readonly add: (block: ExecutionPayloadEnvelope) => void
  readonly find: (selector: BlockSelector) => ExecutionPayloadEnvelope | null
  readonly isCanonical: (hash: Hash) => boolean
  readonly labels: () => HashLabels
  readonly setHead: (hash: Hash) => void
  readonly setLabel: (label: 'safe' | 'finalized', hash: Hash) => void
  readonly restore: (labels: HashLabels) => void
}

interface HashLabels {
  readonly head: Hash
  readonly safe: Hash | null
  readonly finalized: Hash | null
}

export function createBlockTree(genesis: ExecutionPayloadEnvelope): BlockTree {
  const blocks = new Map([[genesis.payload.blockHash, genesis]])
  let canonical: Hash[] = [genesis.payload.blockHash]
  let safe: Hash | null = null
  let finalized: Hash | null = null

  const find = (selector: BlockSelector) => {
    if ('hash' in selector) return selector.hash
    if ('number' in selector) return canonical[selector.number] ?? null
    if (selector.tag === 'earliest') return genesis.payload.blockHash
    return { latest: canonical.at(-1)!, safe, finalized }[selector.tag]
  }

  return {
    get: (hash) => blocks.get(hash),
    add: (block) => void blocks.set(block.payload.blockHash, block),
    find: (selector) => blocks.get(find(selector) ?? '0x') ?? null,
    isCanonical: (hash) => canonical[blocks.get(hash)?.payload.blockNumber ?? -1] === hash,
    labels: () => ({ head: canonical.at(-1)!, safe, finalized }),
    setHead: (hash) => {
      canonical = branchTo(hash, canonical, blocks)
    },
    setLabel: (label, hash) => {
      if (label === 'safe') safe = hash
      else finalized = hash
    },
    restore: (labels) => {
      canonical = branchTo(labels.head, canonical, blocks)
      safe = labels.safe
      finalized = labels.finalized
    },
  }
}

function branchTo(
  tip: Hash,
  canonical: readonly Hash[],
  blocks: ReadonlyMap<Hash, ExecutionPayloadEnvelope>,
) {
  const branch: Hash[] = []
  let block = blocks.get(tip)!
  while (canonical[block.payload.blockNumber] !== block.payload.blockHash) {
    branch.unshift(block.payload.blockHash)
    block = blocks.get(block.payload.parentHash)!
  }
  return [...canonical.slice(0, block.payload.blockNumber + 1), ...branch]
}
