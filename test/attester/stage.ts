import { randomBytes } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { AttesterEmitted } from '../../machines/attester/setup.ts'
import type { L1View } from '../../machines/values.ts'
import { chainOn, genesisBlock } from '../../src/adapters/memory/execution-client/blocks.ts'
import { createMemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import { createMemoryGossipHub } from '../../src/adapters/memory/gossip.ts'
import { createMemoryL1 } from '../../src/adapters/memory/l1.ts'
import { createMemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import { createMemoryAttesterStore } from '../../src/adapters/memory/store.ts'
import { createLocalSigner } from '../../src/adapters/signer/local.ts'
import { type Attester, type AttesterOptions, createAttester } from '../../src/attester/attester.ts'
import type { GossipMessage } from '../../src/ports/gossip.ts'
import type { L2BlockRef } from '../../src/ports/rollup-node.ts'
import { toHex } from '../../src/wire/hex.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { type OpenedMessage, openMessage } from '../../src/wire/signed-message.ts'
import { attestationDomain } from '../../src/wire/topics.ts'

const chainId = 901

/** No story waits for a clock: whatever an attester waits for comes at once. */
const delays = {
  pollIntervalMs: 2,
  olderSpacingMs: 1,
  callDeadlineMs: 5_000,
  backoffMs: 2,
  backoffLimitMs: 10,
  refusalRecheckMs: 5,
}

/** An attester beside its node, its client and an L1, and somebody else who hears what it says. */
export function createStage() {
  const genesis = genesisBlock()
  const client = createMemoryExecutionClient({ genesis })
  const rollupNode = createMemoryRollupNode({ verifies: true })
  rollupNode.report({ safe_l2: refOf(genesis) })
  const l1 = createMemoryL1()
  l1.chain.extend(20)
  const store = createMemoryAttesterStore()
  const signer = createLocalSigner(toHex(randomBytes(32)))
  const hub = createMemoryGossipHub()
  const heard: OpenedMessage[] = []
  const listener = hub.open({ validate: (message) => hear(heard, message), staticPeers: [] })
  const gossip = hub.open({ validate: () => ({ kind: 'accept' }), staticPeers: listener.addresses() })

  const lineage = new Map([[0, genesis]])
  const blockAt = (number: number) => lineage.get(number)!

  return {
    client,
    rollupNode,
    l1,
    store,
    signer,
    gossip,
    heard,
    blockAt,
    /** Builds blocks on one of the lineage; from then on they are the client's chain. */
    build: (parent: number, count: number, salt = '') => {
      const blocks = chainOn(blockAt(parent), count, { salt, withdrawalsRoot: `0x${'00'.repeat(32)}` })
      for (const block of blocks) lineage.set(block.payload.blockNumber, block)
      client.control.addBlocks(blocks)
      client.control.foreignMove({ head: blocks.at(-1)!.payload.blockHash })
    },
    /** The node says that this block is cross-safe, having looked at L1 up to here. */
    verify: (number: number, l1Number = l1.chain.head().number) => {
      rollupNode.report({ safe_l2: refOf(blockAt(number)), current_l1: l1.chain.at(l1Number)! })
    },
    attester: (options: Partial<AttesterOptions> = {}) => {
      const ports = { rollupNode, executionClient: client, l1, signer, gossip, store }
      return observed(createAttester({ chainId, ...ports, delays, ...options }))
    },
    heads: () => heard.filter((message) => message.topic === 'cross-safe-heads'),
    blocks: () => heard.filter((message) => message.topic === 'cross-safe-blocks'),
  }
}

/** A head as anybody opens it. */
export function openedHead(data: Uint8Array): OpenedMessage {
  const topic = 'cross-safe-heads'
  const opened = openMessage({ topic, chainId, domain: attestationDomain(topic) }, data)
  if (opened.kind === 'malformed') throw new Error(opened.reason)
  return opened.value
}

/** Heard is only what a follower would take: well-formed, and a block with the hash that it claims. */
function hear(heard: OpenedMessage[], { topic, data }: GossipMessage) {
  const opened = openMessage({ topic, chainId, domain: attestationDomain(topic) }, data)
  if (opened.kind === 'malformed') throw new Error(opened.reason)
  const body = opened.value.verifyBody()
  if (body.kind === 'malformed') throw new Error(body.reason)
  heard.push(opened.value)
  return { kind: 'accept' } as const
}

function observed(attester: Attester) {
  const events: AttesterEmitted[] = []
  for (const type of ['attested', 'published', 'refused', 'trouble'] as const) {
    attester.on(type, (event) => void events.push(event))
  }
  onTestFinished(attester.stop)
  return { ...attester, events }
}

export function viewOf({ number, hash }: L1View): L1View {
  return { number, hash }
}

function refOf({ payload }: ExecutionPayloadEnvelope): L2BlockRef {
  const { blockNumber: number, blockHash: hash, parentHash, timestamp } = payload
  const l1origin = { number: 0, hash: parentHash }
  return { number, hash, parentHash, timestamp, l1origin, sequenceNumber: 0 }
}
