import type { CommandInput, PromotionCause } from '../../machines/follower/outcomes.ts'
import type { Labels } from '../../machines/follower/readings.ts'
import type { BlockRef } from '../../machines/values.ts'
import { createEngineGate, type EngineGateOptions } from '../../src/actors/engine/gate.ts'
import { chainOn, genesisBlock, zeroHash } from '../../src/adapters/memory/execution-client/blocks.ts'
import {
  createMemoryExecutionClient,
  type MemoryExecutionClient,
} from '../../src/adapters/memory/execution-client/client.ts'
import { geth, type Personality } from '../../src/adapters/memory/execution-client/personality.ts'
import type { ForkchoiceState, PayloadAttributes } from '../../src/ports/execution-client.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'

export const live = new AbortController().signal

const genesis = genesisBlock()

/** Blocks 0 to 12 of the chain that the follower's node derives, by height. */
export const main = [genesis, ...chainOn(genesis, 12, { salt: 'main' })]

/** Another branch from block 5 on, by height. */
const rival = [...main.slice(0, 6), ...chainOn(main[5]!, 7, { salt: 'rival' })]

const refOf = ({ payload }: ExecutionPayloadEnvelope): BlockRef => ({
  number: payload.blockNumber,
  hash: payload.blockHash,
})

export const m = (number: number): BlockRef => refOf(main[number]!)
export const r = (number: number): BlockRef => refOf(rival[number]!)

export interface WorldOptions extends Partial<Omit<EngineGateOptions, 'client'>> {
  readonly personality?: Personality
  /** The tip when the gate opens. */
  readonly head?: number
}

/** A client with both branches, its tip on the main one, and a gate in front of it. */
export function openWorld({ personality = geth, head = 8, ...options }: WorldOptions = {}) {
  const client = createMemoryExecutionClient({ genesis, personality })
  client.control.addBlocks([...main, ...rival])
  client.control.foreignMove({ head: m(head).hash })
  const gate = createEngineGate({
    client,
    initial: { safe: null, finalized: null, pending: null },
    denials: [],
    deadlineMs: 5_000,
    queueLimit: 64,
    ...options,
  })
  return { client, gate, control: client.control, seen: observe(client) }
}

/** Every value of `safe` that somebody outside could have seen, in order, without repetition. */
function observe(client: MemoryExecutionClient): Labels['safe'][] {
  const seen = [client.control.labels().safe]
  client.control.watch(({ safe }) => {
    if (safe?.hash !== seen.at(-1)?.hash) seen.push(safe)
  })
  return seen
}

export function command(
  safe: BlockRef,
  because: PromotionCause = 'attested',
  finalized: BlockRef | null = null,
): CommandInput {
  return { safe, finalized, because }
}

/** What a rollup node says: its own labels, which are not ours. */
export function nodeState(
  head: BlockRef,
  safe: BlockRef = head,
  finalized: BlockRef = m(0),
): ForkchoiceState {
  return { headBlockHash: head.hash, safeBlockHash: safe.hash, finalizedBlockHash: finalized.hash }
}

export const attributes: PayloadAttributes = {
  timestamp: '0x70000000',
  prevRandao: zeroHash,
  suggestedFeeRecipient: `0x${'00'.repeat(20)}`,
  withdrawals: [],
  parentBeaconBlockRoot: zeroHash,
}
