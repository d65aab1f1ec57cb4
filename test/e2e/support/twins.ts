import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createMemoryExecutionClient,
  type MemoryExecutionClient,
} from '../../../src/adapters/memory/execution-client/client.ts'
import type { Personality } from '../../../src/adapters/memory/execution-client/personality.ts'
import { serveExecutionClient } from '../../../src/adapters/memory/execution-client/serve.ts'
import { createMemoryL1, type MemoryL1 } from '../../../src/adapters/memory/l1.ts'
import { serveL1 } from '../../../src/adapters/memory/serve-l1.ts'
import { createOpChain, type OpBlockTraits, type OpChain } from '../../../src/testing/op-chain.ts'
import { type CountingProxy, openCountingProxy } from './counting-proxy.ts'
import { createDerivation, type Derivation, serveDerivation } from './derivation.ts'
import { createL2, type L2 } from './l2.ts'
import { createOpL2 } from './op-l2.ts'

/** Everything a follower speaks to besides its mesh, behind real HTTP, with a proxy in front of each end. */
export interface Twins {
  readonly directory: string
  readonly jwtSecretPath: string
  /** By whose rules the blocks of a story are made, where L1 makes something of them. */
  readonly opChain: OpChain | null
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
  readonly blockTraits?: OpBlockTraits
  /** Makes blocks that L1 makes something of; without it they derive from nothing. */
  readonly op?: OpOptions
}

/** L1 of every story; equal branches are equal blocks. */
export const l1Options = { genesisTime: 1_700_000_000 } as const

export interface OpOptions {
  /** What happens on L1 before the chain begins to grow. */
  readonly onL1?: (l1: MemoryL1) => void
  /** What the rollup config says; the L1 itself is 900. */
  readonly l1ChainId?: number
}

export async function openTwins({
  personality,
  l2Blocks,
  l1Blocks,
  blockTraits = {},
  op,
}: TwinsOptions): Promise<Twins> {
  const directory = mkdtempSync(join(tmpdir(), 'op-follower-e2e-'))
  const jwtSecretPath = join(directory, 'jwt.hex')
  const jwtSecret = randomBytes(32)
  writeFileSync(jwtSecretPath, jwtSecret.toString('hex'), { mode: 0o600 })

  const l1 = createMemoryL1(l1Options)
  op?.onL1?.(l1)
  l1.chain.extend(l1Blocks)
  const opChain = op === undefined ? null : createOpChain({ l1, l1ChainId: op.l1ChainId ?? 900 })
  const l2 = opChain === null ? createL2(blockTraits) : createOpL2(opChain, blockTraits)
  const client = createMemoryExecutionClient({ genesis: l2.at(0), personality })
  client.control.addBlocks(l2.grow(l2Blocks))
  client.control.foreignMove({ head: l2.head().payload.blockHash })
  const derivation = createDerivation(l1.chain, l2)

  const servers = [
    await serveDerivation(derivation, l1.chain, l2, opChain?.rollupJson),
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
    opChain,
    l1,
    l2,
    derivation,
    client,
    clientUrl: servers[2].url,
    proxies,
    close,
  }
}
