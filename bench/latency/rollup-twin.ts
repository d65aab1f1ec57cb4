import type { MemoryL1 } from '../../src/adapters/memory/l1.ts'
import type { RpcServer } from '../../src/adapters/memory/serve-json-rpc.ts'
import { serveRollupNode } from '../../src/adapters/memory/serve-rollup-node.ts'
import type { BlockHeader } from '../../src/ports/execution-client.ts'
import type { L2BlockRef, SyncStatus } from '../../src/ports/rollup-node.ts'

/** A rollup node over HTTP that has derived the whole chain already. */
export function serveDerived(chain: readonly BlockHeader[], l1: MemoryL1): Promise<RpcServer> {
  const refAt = (number: number): L2BlockRef | null => {
    const block = chain[number]
    return block === undefined ? null : { ...block, l1origin: l1.chain.genesis, sequenceNumber: number }
  }
  const status = statusOf(refAt(chain.length - 1)!, refAt(0)!, l1)
  return serveRollupNode({
    status: () => status,
    blockAt: refAt,
    verifies: () => false,
    host: '127.0.0.1',
    port: 0,
  })
}

function statusOf(tip: L2BlockRef, genesis: L2BlockRef, l1: MemoryL1): SyncStatus {
  const l1Head = l1.chain.head()
  return {
    current_l1: l1Head,
    head_l1: l1Head,
    safe_l1: l1Head,
    finalized_l1: l1.chain.genesis,
    unsafe_l2: tip,
    local_safe_l2: tip,
    safe_l2: tip,
    finalized_l2: genesis,
  }
}
