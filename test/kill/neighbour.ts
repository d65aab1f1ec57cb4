import { onTestFinished } from 'vitest'
import { createMemoryAttesterStore } from '../../src/adapters/memory/store.ts'
import { createAttester } from '../../src/attester/attester.ts'
import { pollIntervalMs } from './orders.ts'
import { chainId, type World } from './world.ts'

/** An attester that nobody kills, beside the world's source. It speaks through the hub itself. */
export function startNeighbour({ source, sourceClient, l1, signer, hub }: World): void {
  const attester = createAttester({
    chainId,
    rollupNode: source,
    executionClient: sourceClient,
    l1,
    signer,
    gossip: hub,
    store: createMemoryAttesterStore(),
    delays: { pollIntervalMs, backoffMs: pollIntervalMs, backoffLimitMs: pollIntervalMs },
  })
  attester.start()
  onTestFinished(attester.stop)
}
