import type { BlockRef, Hash } from '../../machines/values.ts'
import { createL1Check } from '../actors/consolidation/l1-check.ts'
import { chainOfClient } from '../actors/derivation/chain-of.ts'
import { createEngineGate, type EngineGate } from '../actors/engine/gate.ts'
import { createManualClock, type ManualClock } from '../adapters/memory/clock.ts'
import {
  createMemoryExecutionClient,
  type MemoryExecutionClient,
} from '../adapters/memory/execution-client/client.ts'
import { geth, type Personality } from '../adapters/memory/execution-client/personality.ts'
import { createMemoryGossipHub } from '../adapters/memory/gossip.ts'
import { createMemoryL1, type MemoryL1 } from '../adapters/memory/l1.ts'
import { createMemoryRollupNode, type MemoryRollupNode } from '../adapters/memory/rollup-node.ts'
import { createMemoryFollowerStore } from '../adapters/memory/store.ts'
import { createLocalSigner } from '../adapters/signer/local.ts'
import type { DerivationRules } from '../follower/derivation-rules.ts'
import type { FollowerOptions } from '../follower/options.ts'
import type { PublishOutcome } from '../ports/gossip.ts'
import { createOpChain, type OpBlockTraits, type OpChain } from './op-chain.ts'
import { createPayloadChain, type PayloadChain } from './payload-chain.ts'
import { signHead } from './sign-head.ts'

export interface MemoryNetworkOptions {
  readonly chainId?: number
  readonly personality?: Personality
}

/** Everything a follower lives among, in this process. Nothing moves but by a call. */
export interface MemoryNetwork {
  /** For `createFollower`: engine mode, one attester, the L1 check on, all ports in memory. Spread it to change one. */
  readonly followerOptions: FollowerOptions
  readonly rollupNode: MemoryRollupNode
  readonly client: MemoryExecutionClient
  readonly l1: MemoryL1
  readonly clock: ManualClock
  /**
   * The rollup node hands new blocks to the client, on an L1 that has grown with them. Answers the new tip.
   * What the blocks have by `lies`, L1 does not make of them.
   */
  readonly seal: (blocks?: number, lies?: OpBlockTraits) => Promise<BlockRef>
  /** The rollup node has derived up to this height, from an L1 that is one block longer now. */
  readonly derive: (number: number) => void
  /** The attester signs this height and says so, having looked as far as the rollup node. */
  readonly attest: (number: number, lie?: { readonly hash: Hash }) => Promise<PublishOutcome>
}

/** A hash that no block here has, for an attester that lies. */
export const strangeHash: Hash = `0x${'5a'.repeat(32)}`

const startMs = 1_800_000_000_000
const links = { pollIntervalMs: 20 }
const readingLimits = { limitBlocks: 512, limitReadingMs: 5_000 }
const l1GenesisTime = 1_700_000_000
const gateLimits = { deadlineMs: 5_000, queueLimit: 64 }
const attesterKey = `0x${'a7'.repeat(32)}` as const

export function createMemoryNetwork({
  chainId = 901,
  personality = geth,
}: MemoryNetworkOptions = {}): MemoryNetwork {
  const clock = createManualClock(startMs)
  const l1 = createMemoryL1({ genesisTime: l1GenesisTime })
  const op = createOpChain({ l1, chainId })
  const blocks = createPayloadChain('l2', op)
  const rollupNode = createMemoryRollupNode({ chain: blocks.chain })
  const client = createMemoryExecutionClient({ genesis: blocks.genesis, personality })
  const { blockHash: genesisHash } = blocks.genesis.payload
  client.control.foreignMove({ safe: genesisHash, finalized: genesisHash })
  const initial = { safe: null, finalized: null, pending: null }
  const gate = createEngineGate({ client, initial, denials: [], ...gateLimits })
  const signer = createLocalSigner(attesterKey)
  const hub = createMemoryGossipHub()
  const attester = hub.open({
    validate: () => ({ kind: 'ignore', reason: 'nothing to relay', penalty: false }),
    staticPeers: [],
  })
  return {
    rollupNode,
    client,
    l1,
    clock,
    followerOptions: {
      chainId,
      mode: 'engine',
      attesters: [signer.address],
      rollupNodes: [rollupNode],
      chain: chainOfClient(client),
      l1,
      consolidation: createL1Check({ client, origins: l1, rules: knownRules(op), ...readingLimits }),
      payload: client.payload,
      engine: gate,
      joinGossip: async (validate, heads) => hub.open({ validate, heads, staticPeers: attester.addresses() }),
      store: createMemoryFollowerStore({ clock }),
      clock,
      links,
    },
    seal: (count = 1, lies = {}) => {
      blocks.lie(lies)
      return sealAll(gate, blocks, l1, count)
    },
    derive: (number) => {
      rollupNode.readL1(l1.chain.extend())
      rollupNode.derive(number)
    },
    attest: async (number, { hash } = blocks.chain.at(number) ?? { hash: strangeHash }) => {
      const { timestamp } = blocks.chain.at(number) ?? blocks.chain.head()
      const l1View = l1.chain.at(Math.max(0, l1.chain.head().number - 1))!
      const statement = { number, hash, timestamp, l1View, issuedAtMs: clock.nowMs() }
      return attester.publish('cross-safe-heads', await signHead(signer, chainId, statement))
    },
  }
}

function knownRules({ rules }: OpChain): DerivationRules['read'] {
  return async () => ({ kind: 'ok', value: rules })
}

/** As a rollup node does: the payload first, then the forkchoice; both through the gate. */
async function sealAll(
  gate: EngineGate,
  blocks: PayloadChain,
  l1: MemoryL1,
  count: number,
): Promise<BlockRef> {
  const { signal } = new AbortController()
  const { blockHash: base } = blocks.genesis.payload
  for (let sealed = 0; sealed < count; sealed++) {
    while (l1.chain.head().timestamp <= blocks.chain.head().timestamp) l1.chain.extend()
    const { number, hash } = blocks.chain.extend()
    await gate.newPayload(blocks.payloadAt(number), signal)
    const state = { headBlockHash: hash, safeBlockHash: base, finalizedBlockHash: base }
    const answer = await gate.forkchoiceUpdated(state, null, signal)
    if (answer.kind !== 'ok') throw new Error(`the client did not take block ${number}: ${answer.detail}`)
  }
  const { number, hash } = blocks.chain.head()
  return { number, hash }
}
