/** An attester, put together as in life, that dies where it was told to. */
import { join } from 'node:path'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { readJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'
import { createL1 } from '../../src/adapters/l1/l1.ts'
import { openLibp2pGossip } from '../../src/adapters/libp2p/gossip.ts'
import { createRollupNode } from '../../src/adapters/rollup-node/rollup-node.ts'
import { createLocalSigner } from '../../src/adapters/signer/local.ts'
import { openAttesterStore } from '../../src/adapters/sqlite/attester-store.ts'
import { createAttester } from '../../src/attester/attester.ts'
import type { GossipPort } from '../../src/ports/gossip.ts'
import { tripGossip, tripSigner, tripStore } from './attester-ports.ts'
import { type AttesterOrders, callDeadlineMs, pollIntervalMs, receiveOrders, tell } from './orders.ts'
import { createTripwire } from './tripwire.ts'

const orders = await receiveOrders<AttesterOrders>()
const { chainId, dataDir, staticPeers } = orders
const tripwire = createTripwire(orders.killAt)
const store = openAttesterStore({ dataDir })
const jwtSecret = await readJwtSecret(orders.client.jwtSecretPath)
const gossip = await openLibp2pGossip({
  chainId,
  identityPath: join(dataDir, 'p2p-identity'),
  listen: { ip: '127.0.0.1', port: 0 },
  staticPeers,
  validate: () => ({ kind: 'ignore', reason: 'nothing to relay', penalty: false }),
  heads: store.heads,
})
const attester = createAttester({
  chainId,
  rollupNode: createRollupNode({ url: orders.rollupRpcUrl, deadlineMs: callDeadlineMs }),
  executionClient: createExecutionClient({ url: orders.client.url, jwtSecret, deadlineMs: callDeadlineMs }),
  l1: createL1({ urls: [orders.l1Url], deadlineMs: callDeadlineMs }),
  signer: tripSigner(createLocalSigner(orders.privateKey), tripwire),
  gossip: tripGossip(gossip, tripwire),
  store: tripStore(store, tripwire),
  delays: {
    pollIntervalMs,
    backoffMs: pollIntervalMs,
    backoffLimitMs: 4 * pollIntervalMs,
    refusalRecheckMs: pollIntervalMs,
  },
})
attester.on('refused', ({ refusal }) => tell({ kind: 'refused', refusal }))
await somebodyListens(gossip)
attester.start()
tell({ kind: 'started' })

/** A first statement that nobody hears would be signed again: then the points would not be where they are looked for. */
function somebodyListens({ onPeers }: GossipPort): Promise<void> {
  return new Promise((resolve) => {
    onPeers((peers) => {
      if (peers.some(({ topics }) => topics.length === 2)) resolve()
    })
  })
}
