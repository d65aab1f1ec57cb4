import type { Hash, L1View } from '../../../machines/values.ts'
import type { L1BlockRef, L2BlockRef, RollupNodePort, SyncStatus } from '../../ports/rollup-node.ts'
import { createMemoryChain, type MemoryChain } from './chain.ts'
import { createScript, type Script } from './script.ts'

export interface MemoryRollupNode extends RollupNodePort, Script {
  readonly chain: MemoryChain
  readonly status: () => SyncStatus
  readonly refAt: (number: number) => L2BlockRef | null
  /** Moves local-safe to this height, and safe with it unless the node verifies. */
  readonly derive: (number: number) => void
  /** Moves the safe head of a node that verifies. */
  readonly verify: (number: number) => void
  readonly finalize: (number: number) => void
  /** The L1 block that derivation has reached. */
  readonly readL1: (block: L1BlockRef) => void
  /** Derivation starts again from the finalized block, and no L1 block is current. */
  readonly reset: () => void
  readonly isVerifier: () => boolean
  readonly setVerifies: (verifies: boolean) => void
  /** Overrides heads of the status as they are. */
  readonly report: (heads: Partial<SyncStatus>) => void
}

export interface MemoryRollupNodeOptions {
  readonly name?: string
  /** May be shared with other nodes, or be a fork of theirs. */
  readonly chain?: MemoryChain
  readonly verifies?: boolean
}

interface State {
  localSafe: number
  safe: number
  finalized: number
  currentL1: L1BlockRef
  verifies: boolean
  overrides: Partial<SyncStatus>
}

/** A rollup node that says of its chain what it is told to. */
export function createMemoryRollupNode(options: MemoryRollupNodeOptions = {}): MemoryRollupNode {
  const { name = 'memory rollup node', chain = createMemoryChain('l2'), verifies = false } = options
  const { script, answer } = createScript(name)
  const l1Genesis = createMemoryChain('l1').genesis
  const start = { localSafe: 0, safe: 0, finalized: 0, currentL1: l1Genesis, overrides: {} }
  const state: State = { ...start, verifies }
  const refAt = (number: number) => l2Ref(chain.at(number), l1Genesis)
  const status = () => statusOf(state, chain, refAt)
  return {
    ...script,
    name,
    chain,
    status,
    refAt,
    ...controlsOf(state),
    syncStatus: (signal) => answer('syncStatus', signal, status),
    verifies: (signal) => answer('verifies', signal, () => state.verifies),
    blockAt: (number, signal) => answer('blockAt', signal, () => refAt(number)),
  }
}

type Controls = Pick<
  MemoryRollupNode,
  'derive' | 'verify' | 'finalize' | 'readL1' | 'reset' | 'isVerifier' | 'setVerifies' | 'report'
>

function controlsOf(state: State): Controls {
  return {
    derive: (number) => {
      state.localSafe = number
      if (!state.verifies) state.safe = number
    },
    verify: (number) => {
      state.safe = number
    },
    finalize: (number) => {
      state.finalized = number
    },
    readL1: (block) => {
      state.currentL1 = block
    },
    reset: () => {
      state.localSafe = state.finalized
      state.safe = state.finalized
      state.currentL1 = absentL1
    },
    isVerifier: () => state.verifies,
    setVerifies: (verifies) => {
      state.verifies = verifies
    },
    report: (heads) => {
      state.overrides = heads
    },
  }
}

function statusOf(state: State, chain: MemoryChain, refAt: MemoryRollupNode['refAt']): SyncStatus {
  /** A reorg may have cut the chain below a head. */
  const head = (number: number) => refAt(Math.min(number, chain.head().number))!
  return {
    current_l1: state.currentL1,
    head_l1: state.currentL1,
    safe_l1: state.currentL1,
    finalized_l1: state.currentL1,
    unsafe_l2: head(chain.head().number),
    local_safe_l2: head(state.localSafe),
    safe_l2: head(state.safe),
    finalized_l2: head(state.finalized),
    ...state.overrides,
  }
}

const zeroHash: Hash = `0x${'00'.repeat(32)}`

/** How a node writes "none". */
const absentL1: L1BlockRef = { number: 0, hash: zeroHash, parentHash: zeroHash, timestamp: 0 }

function l2Ref(block: L1BlockRef | null, l1origin: L1View): L2BlockRef | null {
  if (block === null) return null
  return {
    ...block,
    l1origin: { number: l1origin.number, hash: l1origin.hash },
    sequenceNumber: block.number,
  }
}
