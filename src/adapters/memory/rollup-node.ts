import type { Hash, L1View } from '../../../machines/values.ts'
import type {
  L1BlockRef,
  L2BlockRef,
  PassedAnswer,
  RollupNodePort,
  SyncStatus,
} from '../../ports/rollup-node.ts'
import { createMemoryChain, type MemoryChain } from './chain.ts'
import { createScript, type Script } from './script.ts'
import { type RpcMethods, RpcRefusal, unknownMethod } from './serve-json-rpc.ts'

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
  /** When interop becomes active; null, as at the start, when no time is set. */
  readonly activateInterop: (timestamp: number | null) => void
  readonly interopActivation: () => number | null
  /** What it answers to calls that are passed on. */
  readonly methods: RpcMethods
  /** Overrides heads of the status as they are. */
  readonly report: (heads: Partial<SyncStatus>) => void
}

export interface MemoryRollupNodeOptions {
  readonly name?: string
  /** May be shared with other nodes, or be a fork of theirs. */
  readonly chain?: MemoryChain
  readonly verifies?: boolean
  readonly methods?: RpcMethods
}

interface State {
  localSafe: number
  safe: number
  finalized: number
  currentL1: L1BlockRef
  verifies: boolean
  interopTime: number | null
  overrides: Partial<SyncStatus>
}

/** A rollup node that says of its chain what it is told to. */
export function createMemoryRollupNode(options: MemoryRollupNodeOptions = {}): MemoryRollupNode {
  const { name = 'memory rollup node', chain = createMemoryChain('l2'), verifies = false } = options
  const { methods = {} } = options
  const { script, answer } = createScript(name)
  const l1Genesis = createMemoryChain('l1').genesis
  const start = { localSafe: 0, safe: 0, finalized: 0, currentL1: l1Genesis, overrides: {} }
  const state: State = { ...start, verifies, interopTime: null }
  const refAt = (number: number) => l2Ref(chain.at(number), l1Genesis)
  const status = () => statusOf(state, chain, refAt)
  return {
    ...script,
    name,
    chain,
    status,
    refAt,
    methods,
    ...controlsOf(state),
    syncStatus: (signal) => answer('syncStatus', signal, status),
    verifies: (signal) => answer('verifies', signal, () => state.verifies),
    blockAt: (number, signal) => answer('blockAt', signal, () => refAt(number)),
    interopTime: (signal) => answer('interopTime', signal, () => state.interopTime),
    passOn: (method, params, signal) => answer('passOn', signal, () => passed(methods, method, params)),
  }
}

type Controls = Pick<
  MemoryRollupNode,
  | 'derive'
  | 'verify'
  | 'finalize'
  | 'readL1'
  | 'reset'
  | 'isVerifier'
  | 'setVerifies'
  | 'activateInterop'
  | 'interopActivation'
  | 'report'
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
    activateInterop: (timestamp) => {
      state.interopTime = timestamp
    },
    interopActivation: () => state.interopTime,
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

/** Methods of this twin answer at once; a promise would be its own result. */
function passed(methods: RpcMethods, method: string, params: readonly unknown[]): PassedAnswer {
  try {
    const run = Object.hasOwn(methods, method) ? methods[method]! : unknownMethod(method)
    return { kind: 'result', value: run(params) }
  } catch (error) {
    if (!(error instanceof RpcRefusal)) throw error
    const { code, message, data } = error
    return { kind: 'error', error: data === undefined ? { code, message } : { code, message, data } }
  }
}
