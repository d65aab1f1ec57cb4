import { join } from 'node:path'
import { chainOfClient, chainOfRollupNode } from '../actors/derivation/chain-of.ts'
import { createEngineGate, type EngineGate } from '../actors/engine/gate.ts'
import { createPaperEngine } from '../actors/engine/paper.ts'
import { createExecutionClient } from '../adapters/execution-client/client.ts'
import { readJwtSecret } from '../adapters/execution-client/jwt-secret.ts'
import { createL1 } from '../adapters/l1/l1.ts'
import { openLibp2pGossip } from '../adapters/libp2p/gossip.ts'
import { createRollupNode } from '../adapters/rollup-node/rollup-node.ts'
import { openFollowerStore } from '../adapters/sqlite/follower-store.ts'
import type { ChainReader } from '../ports/chain-reader.ts'
import { systemClock } from '../ports/clock.ts'
import type { ExecutionClientPort } from '../ports/execution-client.ts'
import type { GossipPort, GossipValidator, HeadsSource } from '../ports/gossip.ts'
import type { RollupNodePort } from '../ports/rollup-node.ts'
import type { FollowerStorePort } from '../ports/store.ts'
import type { EnginePort } from '../server/engine-port/engine-port.ts'
import type { FollowerView } from '../server/follower-view.ts'
import { packageVersion } from '../version.ts'
import { attestedPayloadIn } from './attested-payload.ts'
import type { FollowerConfig } from './config.ts'
import { type DerivationRules, derivationRules } from './derivation-rules.ts'
import { openEnginePort } from './engine-port.ts'
import { createFollower, type Follower } from './follower.ts'
import { createGateway } from './gateway.ts'
import { openL1Check } from './l1-check.ts'
import { paperChain } from './paper-chain.ts'

/** A follower with its sockets and files, which it closes itself. */
export interface OpenedFollower {
  readonly follower: Follower
  /** For the rollup node beside it; null outside engine mode, where nothing is written. */
  readonly gate: EngineGate | null
  /** Listens already; null unless engine mode was told where. */
  readonly enginePort: EnginePort | null
  /** What an RPC server in front of it serves. */
  readonly view: FollowerView
  readonly close: () => Promise<void>
}

const callDeadlineMs = 5_000
const engineDeadlineMs = 10_000
const gateQueueLimitCalls = 64

/**
 * Opens the data directory, every adapter and the engine port; contacts nobody by itself before the
 * follower is started.
 */
export async function openFollower(config: FollowerConfig): Promise<OpenedFollower> {
  const { clock = systemClock, dataDir } = config
  const rollupNodes = config.rollupRpcUrls.map((url) => createRollupNode({ url, deadlineMs: callDeadlineMs }))
  const [node] = rollupNodes
  if (node === undefined) throw new RangeError('a follower needs at least one rollup node')
  const client = await openClient(config)
  const rules = config.derivation.l1Check ? derivationRules(config.derivation, config.chainId, node) : null
  const l1 = openL1(config, rules)
  const consolidation = openL1Check(config, rules, client, l1)
  const store = openFollowerStore({ dataDir, clock })
  const chain = client === null ? chainOfRollupNode(node) : chainOfClient(client)
  const { engine, gate } = openEngine(config, store, client, chain, node)
  const follower = createFollower({
    ...config,
    rollupNodes,
    chain,
    l1,
    consolidation,
    payload: client?.payload ?? null,
    engine,
    store,
    clock,
    joinGossip: (validate, heads) => joinGossip(config, validate, heads),
  })
  const enginePort = await openEnginePort(config, gate?.node ?? null).catch((error: unknown) => {
    store.close()
    throw error
  })
  const close = async (): Promise<void> => {
    await enginePort?.close()
    await follower.stop()
    store.close()
  }
  const { localSafe = 'auto' } = config.gateway ?? {}
  const gateway = createGateway({ follower, rollupNodes, localSafe, clock, log: config.log })
  const view = { ...follower, ...gateway, chainId: config.chainId, version: packageVersion() }
  return { follower, gate, enginePort, view, close }
}

async function openClient({ mode, client }: FollowerConfig): Promise<ExecutionClientPort | null> {
  if (client === null) {
    if (mode === 'engine') throw new RangeError('engine mode needs an execution client')
    return null
  }
  const jwtSecret = client.jwtSecretPath === null ? null : await readJwtSecret(client.jwtSecretPath)
  return createExecutionClient({ url: client.url, jwtSecret, deadlineMs: engineDeadlineMs })
}

/** Before the rules are known, any L1 chain will do: only heads are asked of it. */
function openL1({ l1Urls, l1TrustRpc, clock }: FollowerConfig, rules: DerivationRules | null) {
  if (l1Urls.length === 0) return null
  return createL1({
    urls: l1Urls,
    trustRpc: l1TrustRpc,
    chainId: () => rules?.known()?.rollup.l1ChainId ?? null,
    deadlineMs: callDeadlineMs,
    ...(clock && { clock }),
  })
}

function openEngine(
  { mode }: FollowerConfig,
  store: FollowerStorePort,
  client: ExecutionClientPort | null,
  chain: ChainReader,
  node: RollupNodePort,
) {
  const { crossSafe: safe, finalized, pendingPromotion: pending, denials } = store.load()
  if (mode !== 'engine' || client === null) {
    const engine = createPaperEngine({
      chain: paperChain(chain, node),
      initial: { safe, finalized },
      payload: client?.payload ?? null,
    })
    return { engine, gate: null }
  }
  const initial = { safe, finalized, pending }
  const gate = createEngineGate({
    client,
    initial,
    denials,
    attestedPayload: attestedPayloadIn(store),
    deadlineMs: engineDeadlineMs,
    queueLimit: gateQueueLimitCalls,
  })
  return { engine: gate, gate }
}

function joinGossip(
  config: FollowerConfig,
  validate: GossipValidator,
  heads: HeadsSource,
): Promise<GossipPort> {
  const { chainId, dataDir, p2p, log } = config
  return openLibp2pGossip({
    chainId,
    identityPath: p2p.identityPath ?? join(dataDir, 'p2p-identity'),
    listen: { ip: p2p.listenIp, port: p2p.listenTcp },
    staticPeers: p2p.staticPeers,
    validate,
    heads,
    onEvent: ({ kind, ...fields }) => log.debug('gossip', { kind, ...fields }),
  })
}
