/** A follower with its rollup node beside it, put together as in life, that dies where it was told to. */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { chainOfClient } from '../../src/actors/derivation/chain-of.ts'
import { createEngineGate, type EngineGate } from '../../src/actors/engine/gate.ts'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { readJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'
import { createL1 } from '../../src/adapters/l1/l1.ts'
import { openLibp2pGossip } from '../../src/adapters/libp2p/gossip.ts'
import { createRollupNode } from '../../src/adapters/rollup-node/rollup-node.ts'
import { openFollowerStore } from '../../src/adapters/sqlite/follower-store.ts'
import { createFollower, type Follower } from '../../src/follower/follower.ts'
import type { RollupNodePort } from '../../src/ports/rollup-node.ts'
import { tripClient, tripStore } from './follower-ports.ts'
import {
  type Acknowledge,
  callDeadlineMs,
  type FollowerOrders,
  pollIntervalMs,
  receiveOrders,
  tell,
} from './orders.ts'
import { createTripwire } from './tripwire.ts'

const live = new AbortController().signal
const invalidForkchoiceState = -38_002

const orders = await receiveOrders<FollowerOrders>()
const { dataDir, chainId, attesters, staticPeers } = orders
const tripwire = createTripwire(orders.killAt)
const store = tripStore(openFollowerStore({ dataDir }), tripwire)
const jwtSecret = await readJwtSecret(orders.client.jwtSecretPath)
const bare = createExecutionClient({ url: orders.client.url, jwtSecret, deadlineMs: callDeadlineMs })
const { crossSafe: safe, finalized, pendingPromotion: pending, denials } = store.load()
const replacements = new Set(denials.map(({ replacement }) => replacement))
const client = await tripClient(bare, (hash) => replacements.has(hash), tripwire)
const gate = createEngineGate({
  client,
  initial: { safe, finalized, pending },
  denials,
  deadlineMs: callDeadlineMs,
  queueLimit: 64,
})
const node = createRollupNode({ url: orders.rollupRpcUrl, deadlineMs: callDeadlineMs })
const follower = createFollower({
  chainId,
  mode: 'engine',
  attesters,
  rollupNodes: [node],
  chain: chainOfClient(client),
  l1: createL1({ urls: [orders.l1Url], deadlineMs: callDeadlineMs }),
  consolidation: null,
  engine: gate,
  store,
  joinGossip: (validate, heads) =>
    openLibp2pGossip({
      chainId,
      identityPath: join(dataDir, 'p2p-identity'),
      listen: { ip: '127.0.0.1', port: 0 },
      staticPeers,
      validate,
      heads,
    }),
  delays: { holdRecheckMs: 100, confirmRetryMs: pollIntervalMs },
  links: { pollIntervalMs, backoffMs: pollIntervalMs, backoffLimitMs: 4 * pollIntervalMs },
})

listen(follower)
void tripwire.passed(orders.nodeComesAfter).then(() => drive(node, gate))
await follower.start()
tell({ kind: 'started' })

function listen({ on, acknowledgeHalt }: Follower): void {
  on('denied', ({ denial }) => replacements.add(denial.replacement))
  on('halted', ({ evidence }) => tell({ kind: 'halted', evidenceId: evidence.id }))
  on('failed', ({ error }) => {
    throw error
  })
  process.on('message', ({ acknowledge }: Acknowledge) => acknowledgeHalt(acknowledge))
}

/** A stock rollup node: block by block it names its own local-safe as safe, and the gate is to know better. */
async function drive(rollupNode: RollupNodePort, engine: EngineGate): Promise<never> {
  for (;;) {
    const [status, latest] = await Promise.all([
      rollupNode.syncStatus(live),
      engine.block({ tag: 'latest' }, live),
    ])
    const tip = status.kind === 'ok' ? status.value.unsafe_l2.number : 0
    const height = latest.kind === 'ok' && latest.value !== null ? latest.value.number : tip
    const head = await rollupNode.blockAt(Math.min(height + 1, tip), live)
    if (status.kind === 'ok' && head.kind === 'ok' && head.value !== null) {
      const { local_safe_l2: localSafe, finalized_l2: final } = status.value
      const hashes = { safeBlockHash: localSafe.hash, finalizedBlockHash: final.hash }
      const state = { headBlockHash: head.value.hash, ...hashes }
      const answer = await engine.forkchoiceUpdated(state, null, live)
      if (answer.kind === 'refused' && answer.code === invalidForkchoiceState) tell({ kind: 'node-refused' })
    }
    if (height >= tip) await sleep(pollIntervalMs)
  }
}
