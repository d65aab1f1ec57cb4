import type { Hash } from '../../../machines/values.ts'
import type { MemoryChain } from '../../../src/adapters/memory/chain.ts'
import type { RpcServer } from '../../../src/adapters/memory/serve-json-rpc.ts'
import { serveRollupNode } from '../../../src/adapters/memory/serve-rollup-node.ts'
import type { L1BlockRef, L2BlockRef, SyncStatus } from '../../../src/ports/rollup-node.ts'
import type { Block, L2 } from './l2.ts'

/** The rollup node beside the follower: it derives what it is told to, and verifies nothing. */
export interface Derivation {
  /** Local-safe is this block now, and derivation has looked at L1 up to there, by default to its head. */
  readonly derive: (number: number, l1Number?: number) => void
  readonly finalize: (number: number) => void
  /** Derivation starts again from the finalized block, and has looked at no L1 block until it derives. */
  readonly reset: () => void
  readonly status: () => SyncStatus
}

export function createDerivation(l1: MemoryChain, l2: L2): Derivation {
  /** A reorg may have cut the chain below a head. */
  const head = (number: number) => l2Ref(l2.at(Math.min(number, l2.head().payload.blockNumber)), l1.genesis)
  let localSafe = 0
  let finalized = 0
  let currentL1: number | null = 0
  return {
    derive: (number, l1Number = l1.head().number) => {
      localSafe = number
      currentL1 = l1Number
    },
    finalize: (number) => {
      finalized = number
    },
    reset: () => {
      localSafe = finalized
      currentL1 = null
    },
    status: () => ({
      ...l1Heads(currentL1 === null ? absentL1 : (l1.at(currentL1) ?? l1.head()), l1.head()),
      unsafe_l2: l2Ref(l2.head(), l1.genesis),
      safe_l2: head(localSafe),
      local_safe_l2: head(localSafe),
      finalized_l2: head(finalized),
    }),
  }
}

export function serveDerivation(
  { status }: Derivation,
  l1: MemoryChain,
  l2: L2,
  rollupConfig: unknown = null,
): Promise<RpcServer> {
  const blockAt = (number: number): L2BlockRef | null =>
    number > l2.head().payload.blockNumber ? null : l2Ref(l2.at(number), l1.genesis)
  const methods = { optimism_rollupConfig: () => rollupConfig }
  return serveRollupNode({ status, blockAt, verifies: () => false, methods, host: '127.0.0.1', port: 0 })
}

/** How a node writes "none". */
const zeroHash: Hash = `0x${'00'.repeat(32)}`
const absentL1: L1BlockRef = { number: 0, hash: zeroHash, parentHash: zeroHash, timestamp: 0 }

function l1Heads(current_l1: L1BlockRef, head_l1: L1BlockRef) {
  return { current_l1, head_l1, safe_l1: current_l1, finalized_l1: current_l1 }
}

function l2Ref({ payload }: Block, { number, hash }: L1BlockRef): L2BlockRef {
  return {
    number: payload.blockNumber,
    hash: payload.blockHash,
    parentHash: payload.parentHash,
    timestamp: payload.timestamp,
    l1origin: { number, hash },
    sequenceNumber: payload.blockNumber,
  }
}
