import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BlockTraits } from '../../../src/adapters/memory/execution-client/blocks.ts'
import {
  createMemoryExecutionClient,
  type MemoryExecutionClient,
} from '../../../src/adapters/memory/execution-client/client.ts'
import type { Personality } from '../../../src/adapters/memory/execution-client/personality.ts'
import { serveExecutionClient } from '../../../src/adapters/memory/execution-client/serve.ts'
import { createMemoryL1, type MemoryL1 } from '../../../src/adapters/memory/l1.ts'
import { serveL1 } from '../../../src/adapters/memory/serve-l1.ts'
import { type CountingProxy, openCountingProxy } from './counting-proxy.ts'
import { createDerivation, type Derivation, serveDerivation } from './derivation.ts'
import { createL2, type L2 } from './l2.ts'

/** Everything a follower speaks to besides its mesh, behind real HTTP, with a proxy in front of each end. */
export interface Twins {
  readonly directory: string
  readonly jwtSecretPath: string
  readonly l1: MemoryL1
  readonly l2: L2
  readonly derivation: Derivation
  readonly client: MemoryExecutionClient
  /** The client's own address, for those who do not go through the proxy. */
  readonly clientUrl: string
  readonly proxies: {
    readonly rollupNode: CountingProxy
    readonly l1: CountingProxy
    readonly client: CountingProxy
  }
  readonly close: () => Promise<void>
}

export interface TwinsOptions {
  readonly personality: Personality
  /** Blocks that the client has already, all of them unsafe. */
  readonly l2Blocks: number
  readonly l1Blocks: number
  readonly blockTraits?: BlockTraits
}

export async function openTwins({
  personality,
  l2Blocks,
  l1Blocks,
  blockTraits = {},
}: TwinsOptions): Promise<Twins> {
  const directory = mkdtempSync(join(tmpdir(), 'op-follower-e2e-'))
  const jwtSecretPath = join(directory, 'jwt.hex')
  const jwtSecret = randomBytes(32)
  writeFileSync(jwtSecretPath, jwtSecret.toString('hex'), { mode: 0o600 })

  const l1 = createMemoryL1()
  l1.chain.extend(l1Blocks)
  const l2 = createL2(blockTraits)
  const client = createMemoryExecutionClient({ genesis: l2.at(0), personality })
  client.control.addBlocks(l2.grow(l2Blocks))
  client.control.foreignMove({ head: l2.head().payload.blockHash })
  const derivation = createDerivation(l1.chain, l2)

  const servers = [
    await serveDerivation(derivation, l1.chain, l2),
    await serveL1(l1),
    await serveExecutionClient({ core: client.core, jwtSecret }),
  ] as const
  const [rollupNode, l1Proxy, clientProxy] = await Promise.all([
    openCountingProxy(servers[0].url),
    openCountingProxy(servers[1].url),
    openCountingProxy(servers[2].url),
  ])
  const proxies = { rollupNode, l1: l1Proxy, client: clientProxy }
  const close = async (): Promise<void> => {
    await Promise.all([...Object.values(proxies), ...servers].map((server) => server.close()))
    rmSync(directory, { recursive: true })
  }
  return {
    directory,
    jwtSecretPath,
    l1,
    l2,
    derivation,
    client,
    clientUrl: servers[2].url,
    proxies,
    close,
  }
}
