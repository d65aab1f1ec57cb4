import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { BlockRef } from '../../machines/values.ts'
import { createMemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import { serveExecutionClient } from '../../src/adapters/memory/execution-client/serve.ts'
import { createMemoryL1 } from '../../src/adapters/memory/l1.ts'
import { createMemoryRollupNode, type MemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import { serveL1 } from '../../src/adapters/memory/serve-l1.ts'
import { serveRollupNode } from '../../src/adapters/memory/serve-rollup-node.ts'
import { createLocalSigner } from '../../src/adapters/signer/local.ts'
import { toHex } from '../../src/wire/hex.ts'
import { openHub } from './hub.ts'
import { createL2 } from './l2.ts'
import type { AttesterOrders, FollowerOrders } from './orders.ts'
import { watchSafe } from './safe-watch.ts'
import type { KillPoint } from './tripwire.ts'
import { watchWire } from './wire-watch.ts'

export const chainId = 901
const jwtSecret = randomBytes(32)

/** Blocks by which the heads follow one another. The follower derives later than the attester attests. */
const lag = { crossSafe: 2, localSafe: 3, finalized: 10, l1Finalized: 4 }
const blocksAtStart = 12
const blockIntervalMs = 80
/** The chain waits for a client that is so far behind: on a slow machine the story is slow, and the same. */
const limitAheadBlocks = 8

export type World = Awaited<ReturnType<typeof openWorld>>

/** What survives: L1, two rollup nodes and two execution clients over HTTP, a mesh, and those who watch. */
export async function openWorld() {
  const directory = mkdtempSync(join(tmpdir(), 'op-follower-kill-'))
  const l1 = createMemoryL1()
  const l2 = createL2()
  const source = createMemoryRollupNode({ chain: l2.chain, verifies: true })
  const node = createMemoryRollupNode({ chain: l2.chain })
  const [sourceClient, client] = [createClient(l2.genesis), createClient(l2.genesis)]
  const privateKey = toHex(randomBytes(32))
  const signer = createLocalSigner(privateKey)
  const wire = watchWire(chainId, l1.chain)
  const hub = await openHub(chainId, directory, wire)
  const served = await Promise.all([
    serveL1(l1),
    serveNode(source),
    serveNode(node),
    serveExecutionClient({ core: sourceClient.core, jwtSecret }),
    serveExecutionClient({ core: client.core, jwtSecret }),
  ])
  const [l1Server, sourceServer, nodeServer, sourceClientServer, clientServer] = served
  const jwtSecretPath = join(directory, 'jwt.hex')
  writeFileSync(jwtSecretPath, jwtSecret.toString('hex'))

  const grow = () => {
    const { number, hash } = l2.chain.extend()
    if (number % 2 === 0) l1.chain.extend()
    const payload = l2.payload(hash)
    for (const each of [sourceClient, client]) each.control.addBlocks([payload])
    sourceClient.control.foreignMove({ head: hash })
    l1.finalize(Math.max(0, l1.chain.head().number - lag.l1Finalized))
    for (const each of [source, node]) each.readL1(l1.chain.head())
    for (const each of [source, node]) each.finalize(Math.max(0, number - lag.finalized))
    source.derive(number)
    source.verify(Math.max(0, number - lag.crossSafe))
    node.derive(Math.max(0, number - lag.localSafe))
  }
  for (let block = 0; block < blocksAtStart; block++) grow()

  const base = l2.chain.at(blocksAtStart - lag.finalized)!
  client.control.foreignMove({
    head: l2.chain.head().hash,
    safe: l2.chain.at(blocksAtStart - lag.localSafe)!.hash,
    finalized: base.hash,
  })
  const safe = watchSafe({
    control: client.control,
    wire,
    base: { number: base.number, hash: base.hash },
    localSafe: () => node.status().local_safe_l2.number,
  })

  let growing: NodeJS.Timeout | null = null
  const stop = () => {
    if (growing !== null) clearInterval(growing)
    growing = null
  }
  onTestFinished(async () => {
    stop()
    await Promise.all([hub.close(), ...served.map((server) => server.close())])
    rmSync(directory, { recursive: true, force: true })
  })

  const common = { chainId, l1Url: l1Server.url, staticPeers: hub.addresses() }
  return {
    l1,
    l2,
    source,
    sourceClient,
    node,
    client,
    signer,
    hub,
    wire,
    safe,
    grow,
    /** The chain grows by itself until the test ends or `settle`. */
    run: () => {
      growing ??= setInterval(() => {
        const ahead = l2.chain.head().number - client.control.labels().head.number
        if (ahead < limitAheadBlocks) grow()
      }, blockIntervalMs)
    },
    /** The source names another block at this height as cross-safe, and its client has that branch. */
    turn: (number: number): BlockRef => {
      const branch = l2.chain.fork(number, 'rival')
      const { hash } = branch.at(number)!
      sourceClient.control.addBlocks([l2.payload(hash)])
      sourceClient.control.foreignMove({ head: hash })
      source.report({ safe_l2: { ...source.refAt(number)!, ...branch.at(number)! } })
      return { number, hash }
    },
    /** What the source saw of L1 last is replaced by a longer branch, and the source has seen that. */
    reorgL1: () => {
      const { number } = source.status().current_l1
      source.readL1(l1.chain.reorg(number, 'another', number + 1))
    },
    turnBack: () => {
      source.report({})
      sourceClient.control.foreignMove({ head: l2.chain.head().hash })
    },
    /** It comes back as its kind does, with its safe fallen to what is finalized. */
    restartClient: () => safe.forgiving(client.control.restart),
    /** It stops, and all nodes reach its end. */
    settle: () => {
      stop()
      const { number } = l2.chain.head()
      source.verify(number)
      node.derive(number)
    },
    violations: () => [...wire.violations, ...safe.violations],
    followerOrders: (
      killAt: KillPoint | null = null,
      nodeComesAfter: string | null = null,
    ): FollowerOrders => ({
      ...common,
      dataDir: join(directory, 'follower'),
      rollupRpcUrl: nodeServer.url,
      client: { url: clientServer.url, jwtSecretPath },
      attesters: [signer.address],
      killAt,
      nodeComesAfter,
    }),
    attesterOrders: (killAt: KillPoint | null = null): AttesterOrders => ({
      ...common,
      dataDir: join(directory, 'attester'),
      rollupRpcUrl: sourceServer.url,
      client: { url: sourceClientServer.url, jwtSecretPath },
      privateKey,
      killAt,
    }),
  }
}

function createClient(genesis: ReturnType<typeof createL2>['genesis']) {
  return createMemoryExecutionClient({ genesis })
}

function serveNode({ status, refAt, isVerifier }: MemoryRollupNode) {
  return serveRollupNode({ status, blockAt: refAt, verifies: isVerifier, host: '127.0.0.1', port: 0 })
}
