import { onTestFinished } from 'vitest'
import type { BlockRef } from '../../machines/values.ts'
import { createMemoryChain } from '../../src/adapters/memory/chain.ts'
import { createManualClock, type ManualClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryRollupNode, type MemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import type { RpcMethods } from '../../src/adapters/memory/serve-json-rpc.ts'
import { serveRollupNode } from '../../src/adapters/memory/serve-rollup-node.ts'
import { createRollupNode } from '../../src/adapters/rollup-node/rollup-node.ts'
import { createGateway } from '../../src/follower/gateway.ts'
import type { LogPort } from '../../src/ports/log.ts'
import type { LocalSafeSetting } from '../../src/server/gateway/local-safe.ts'
import { createFollowerTwin } from '../server/follower-twin.ts'
import { call, serve } from '../server/serve.ts'
import { createLightCl, type LightCl } from './light-cl.ts'

export interface Stage {
  /** The gateway's own RPC. */
  readonly url: string
  readonly node: MemoryRollupNode
  readonly clock: ManualClock
  /** Decides: cross-safe and finalized become the node's blocks at these heights, or these blocks. */
  readonly decide: (crossSafe: number | BlockRef | null, finalized?: number) => void
  readonly syncStatus: () => Promise<SyncStatusReply>
  readonly lightCl: () => LightCl
  /** The methods that the node was asked, oldest first. */
  readonly asked: string[]
  /** Called with each method before the node answers it. */
  onAsked: (method: string) => void
  readonly lines: string[]
}

/** What a story looks at in an answer. */
interface SyncStatusReply {
  readonly result?: Record<
    'finalized_l2' | 'safe_l2' | 'local_safe_l2' | 'unsafe_l2' | 'pending_safe_l2',
    BlockRef
  >
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown }
}

export interface StageOptions {
  readonly localSafe?: LocalSafeSetting
  /** False for a node that does not answer `optimism_rollupConfig`. */
  readonly saysActivation?: boolean
  readonly methods?: RpcMethods
}

const l1 = createMemoryChain('l1')

/** A rollup node of 40 blocks that derived 20 of them, behind HTTP; a gateway before it, behind HTTP too. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const { localSafe = 'auto', saysActivation = true, methods = {} } = options
  const node = createMemoryRollupNode()
  node.chain.extend(40)
  node.derive(20)
  const clock = createManualClock(1_000_000)
  const lines: string[] = []
  const asked: string[] = []
  const decision = { crossSafe: blockOf(node, 10) as BlockRef | null, finalized: blockOf(node, 5) }
  const server = await serveRollupNode({
    status: node.status,
    blockAt: node.refAt,
    verifies: node.isVerifier,
    ...(saysActivation && { interopTime: node.interopActivation }),
    methods,
    onCall: (method) => {
      asked.push(method)
      stage.onAsked(method)
    },
    host: '127.0.0.1',
    port: 0,
  })
  onTestFinished(() => server.close())
  const twin = createFollowerTwin()
  const status = () => {
    const now = twin.status()
    return { ...now, heads: { ...now.heads, ...decision } }
  }
  const rollupNodes = [createRollupNode({ url: server.url, deadlineMs: 10_000 })]
  const log = logTo(lines)
  const gateway = createGateway({ follower: { status }, rollupNodes, localSafe, clock, log })
  const { url } = await serve(gateway)
  const stage: Stage = {
    url,
    node,
    clock,
    decide: (crossSafe, finalized = decision.finalized.number) => {
      decision.crossSafe = typeof crossSafe === 'number' ? blockOf(node, crossSafe) : crossSafe
      decision.finalized = blockOf(node, finalized)
    },
    syncStatus: async () => (await call(url, 'optimism_syncStatus')) as SyncStatusReply,
    lightCl: () => lightClOf(url, node),
    asked,
    onAsked: () => {},
    lines,
  }
  return stage
}

/** Its execution client has the blocks that were the node's when it followed them, up to its head. */
function lightClOf(url: string, node: MemoryRollupNode): LightCl {
  const chain = new Map([[0, node.refAt(0)!]])
  return createLightCl(url, node.refAt(0)!, {
    blockAt: (number) => chain.get(number) ?? null,
    follow: (head) => {
      chain.clear()
      for (let number = 0; number <= head.number; number++) chain.set(number, node.refAt(number)!)
    },
    l1HashAt: (number) => l1.at(number)?.hash ?? null,
    interopTime: node.interopActivation(),
  })
}

export function blockOf(node: MemoryRollupNode, number: number): BlockRef {
  const { hash } = node.refAt(number)!
  return { number, hash }
}

function logTo(lines: string[]): LogPort {
  const write = (message: string) => void lines.push(message)
  return { debug: () => {}, info: write, warn: write, error: write }
}
