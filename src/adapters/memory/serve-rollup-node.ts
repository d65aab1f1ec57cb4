import type { L2BlockRef, SyncStatus } from '../../ports/rollup-node.ts'
import { encodeSyncStatus } from '../../wire/sync-status.ts'
import { type RpcMethods, RpcRefusal, type RpcServer, serveJsonRpc } from './serve-json-rpc.ts'

export interface RollupNodeServerOptions {
  readonly status: () => SyncStatus
  readonly blockAt: (number: number) => L2BlockRef | null | Promise<L2BlockRef | null>
  /** True for a verifier: then `supernode_syncStatus` is answered too. */
  readonly verifies: () => boolean
  /** When it is there, `optimism_rollupConfig` is answered with it; null for a chain without interop. */
  readonly interopTime?: () => number | null
  /** Answered besides; they go before those of the same name. */
  readonly methods?: RpcMethods
  /** Called with the method of each call before it is answered. */
  readonly onCall?: (method: string) => void
  readonly host: string
  /** 0 for an ephemeral port. */
  readonly port: number
}

const zeroHash = `0x${'00'.repeat(32)}`

/** Speaks a rollup node's JSON-RPC for a chain that lives in this process: an in-memory twin or the embedded network. */
export function serveRollupNode(options: RollupNodeServerOptions): Promise<RpcServer> {
  const { host, port, onCall } = options
  return serveJsonRpc({ methods: rollupNodeMethods(options), host, port, ...(onCall && { onCall }) })
}

function rollupNodeMethods(options: RollupNodeServerOptions): RpcMethods {
  const { status, blockAt, verifies, interopTime, methods } = options
  return {
    optimism_syncStatus: () => encodeSyncStatus(status()),
    optimism_outputAtBlock: async ([height]) => {
      const blockRef = await blockAt(heightOf(height))
      if (blockRef === null) throw new RpcRefusal(-32000, 'failed to get L2 block ref: not found')
      return outputAt(blockRef, encodeSyncStatus(status()))
    },
    supernode_syncStatus: () => {
      if (!verifies()) throw new RpcRefusal(-32601, 'the method supernode_syncStatus does not exist')
      return supernodeStatus(status())
    },
    ...(interopTime && { optimism_rollupConfig: () => rollupConfig(interopTime()) }),
    ...methods,
  }
}

function rollupConfig(interopTime: number | null): Record<string, unknown> {
  return interopTime === null ? {} : { interop_time: interopTime }
}

/** The roots are zero: they would need the state, and nobody here proves withdrawals. */
function outputAt(blockRef: L2BlockRef, syncStatus: SyncStatus): Record<string, unknown> {
  const roots = { outputRoot: zeroHash, withdrawalStorageRoot: zeroHash, stateRoot: zeroHash }
  return { version: zeroHash, ...roots, blockRef, syncStatus }
}

function supernodeStatus(status: SyncStatus): Record<string, unknown> {
  const { number, hash } = status.current_l1
  return {
    chains: {},
    chain_ids: [],
    current_l1: { number, hash },
    safe_timestamp: status.safe_l2.timestamp,
    local_safe_timestamp: status.local_safe_l2.timestamp,
    finalized_timestamp: status.finalized_l2.timestamp,
  }
}

function heightOf(parameter: unknown): number {
  const quantity = typeof parameter === 'string' && /^0x[0-9a-f]{1,13}$/.test(parameter)
  if (!quantity)
    throw new RpcRefusal(-32602, 'invalid argument 0: a block number as a hex quantity is expected')
  return Number(parameter)
}
