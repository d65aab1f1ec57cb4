import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { createLocalSigner } from '../../src/adapters/signer/local.ts'
import type { SignerPort } from '../../src/ports/signer.ts'
import { toHex } from '../../src/wire/hex.ts'
import { type Hub, openHub } from './hub.ts'
import type { AttesterOrders, FollowerOrders } from './orders.ts'
import { createRollup, lag, type Rollup } from './rollup.ts'
import { type SafeWatch, watchSafe } from './safe-watch.ts'
import { serveRollup } from './serve.ts'
import type { KillPoint } from './tripwire.ts'
import { type WireWatch, watchWire } from './wire-watch.ts'

/** What survives: L1, two rollup nodes and two execution clients over HTTP, a mesh, and those who watch. */
export interface World extends Rollup {
  readonly signer: SignerPort
  readonly hub: Hub
  readonly wire: WireWatch
  readonly safe: SafeWatch
  /** The chain grows by itself until the test ends or `settle`. */
  readonly run: () => void
  /** It stops, and all nodes reach its end. */
  readonly settle: () => void
  /** The follower's client comes back as its kind does, with its safe fallen to what is finalized. */
  readonly restartClient: () => void
  /** All that the observers object to. */
  readonly violations: () => readonly string[]
  readonly followerOrders: (killAt?: KillPoint | null, nodeComesAfter?: string | null) => FollowerOrders
  readonly attesterOrders: (killAt?: KillPoint | null) => AttesterOrders
}

export const chainId = 901

const blocksAtStart = 12
const blockIntervalMs = 80
/** The chain waits for a client that is so far behind: on a slow machine the story is slow, and the same. */
const limitAheadBlocks = 8

export async function openWorld(): Promise<World> {
  const directory = mkdtempSync(join(tmpdir(), 'op-follower-kill-'))
  const jwtSecret = randomBytes(32)
  const jwtSecretPath = join(directory, 'jwt.hex')
  writeFileSync(jwtSecretPath, jwtSecret.toString('hex'))
  const privateKey = toHex(randomBytes(32))
  const signer = createLocalSigner(privateKey)
  const rollup = createRollup()
  const wire = watchWire(chainId, rollup.l1.chain)
  const safe = begin(rollup, wire)
  const growth = createGrowth(rollup)
  const [hub, served] = await Promise.all([openHub(chainId, directory, wire), serveRollup(rollup, jwtSecret)])
  onTestFinished(async () => {
    growth.stop()
    await Promise.all([hub.close(), served.close()])
    rmSync(directory, { recursive: true, force: true })
  })

  const common = { chainId, l1Url: served.l1Url, staticPeers: hub.addresses() }
  return {
    ...rollup,
    signer,
    hub,
    wire,
    safe,
    run: growth.run,
    settle: () => {
      growth.stop()
      rollup.catchUp()
    },
    restartClient: () => safe.forgiving(rollup.client.control.restart),
    violations: () => [...wire.violations, ...safe.violations],
    followerOrders: (killAt = null, nodeComesAfter = null) => ({
      ...common,
      dataDir: join(directory, 'follower'),
      rollupRpcUrl: served.nodeUrl,
      client: { url: served.clientUrl, jwtSecretPath },
      attesters: [signer.address],
      killAt,
      nodeComesAfter,
    }),
    attesterOrders: (killAt = null) => ({
      ...common,
      dataDir: join(directory, 'attester'),
      rollupRpcUrl: served.sourceUrl,
      client: { url: served.sourceClientUrl, jwtSecretPath },
      privateKey,
      killAt,
    }),
  }
}

/** A client that was run without a follower: its safe is a local-safe that nobody attested. */
function begin(rollup: Rollup, wire: WireWatch): SafeWatch {
  const { l2, node, client, grow } = rollup
  for (let block = 0; block < blocksAtStart; block++) grow()
  const { number, hash } = l2.chain.at(blocksAtStart - lag.finalized)!
  const unattested = l2.chain.at(blocksAtStart - lag.localSafe)!
  client.control.foreignMove({ head: l2.chain.head().hash, safe: unattested.hash, finalized: hash })
  const localSafe = () => node.status().local_safe_l2.number
  return watchSafe({ control: client.control, wire, base: { number, hash }, localSafe })
}

function createGrowth({ l2, client, grow }: Rollup) {
  let timer: NodeJS.Timeout | undefined
  return {
    run: () => {
      timer ??= setInterval(() => {
        const ahead = l2.chain.head().number - client.control.labels().head.number
        if (ahead < limitAheadBlocks) grow()
      }, blockIntervalMs)
    },
    stop: () => clearInterval(timer),
  }
}
