import type { Denial } from '../../machines/follower/facts.ts'
import type { BlockRef } from '../../machines/values.ts'
import { createEngineGate, type EngineGate, type EngineGateOptions } from '../../src/actors/engine/gate.ts'
import { childBlock, genesisBlock } from '../../src/adapters/memory/execution-client/blocks.ts'
import { reductionOf } from '../../src/adapters/memory/execution-client/built-block.ts'
import { createMemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import { geth, type Personality } from '../../src/adapters/memory/execution-client/personality.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { command, live } from './world.ts'

const isthmus = { withdrawalsRoot: `0x${'66'.repeat(32)}` } as const
const fees = '0x01000000fa000000060000000000000100' as const

/** Blocks with a deposit and a transaction, `length` of them, on top of `parent`. */
export function busyChain(
  parent: ExecutionPayloadEnvelope,
  length: number,
  mark = 0,
): readonly ExecutionPayloadEnvelope[] {
  const blocks: ExecutionPayloadEnvelope[] = []
  for (let tip = parent; blocks.length < length; blocks.push(tip)) tip = busyBlock(tip, mark)
  return blocks
}

export function busyBlock(parent: ExecutionPayloadEnvelope, mark = 0): ExecutionPayloadEnvelope {
  const number = parent.payload.blockNumber + 1
  const transactions = [Uint8Array.of(0x7e, number), Uint8Array.of(0x02, number, mark)]
  return childBlock(parent, { ...isthmus, transactions, extraData: fees })
}

const genesis = genesisBlock(isthmus)

/** Blocks 0 to 12 of our chain, by height. */
export const ours = [genesis, ...busyChain(genesis, 12)]

/** What is attested at height 6 in the place of our block, and five blocks on top of it, by height. */
export const replacement = reductionOf(ours[5]!, ours[6]!)
export const theirs = [...ours.slice(0, 6), replacement, ...busyChain(replacement, 6, 1)]

const refOf = ({ payload }: ExecutionPayloadEnvelope): BlockRef => ({
  number: payload.blockNumber,
  hash: payload.blockHash,
})
export const o = (number: number): BlockRef => refOf(ours[number]!)
export const t = (number: number): BlockRef => refOf(theirs[number]!)

export const denial: Denial = { number: 6, denied: o(6).hash, replacement: t(6).hash }
export const replacing = { at: t(6), denied: o(6).hash }

export interface ReplaceableOptions extends Partial<Omit<EngineGateOptions, 'client'>> {
  readonly personality?: Personality
  /** Of our chain, as far as the client has it. */
  readonly tip?: number
}

/** A client with our chain, and block 5 promoted by the gate in front of it. */
export async function openReplaceable({ personality = geth, tip = 9, ...options }: ReplaceableOptions = {}) {
  const client = createMemoryExecutionClient({ genesis, personality })
  const { control } = client
  control.addBlocks(ours.slice(1, tip + 1))
  control.foreignMove({ head: o(tip).hash })
  const gate = openGate({ client, ...options })
  await gate.command(command(o(5), 'attested', o(2)), live)
  const before = control.calls().length
  /** The calls since then. */
  const calls = () => control.calls().slice(before)
  return { client, control, gate, calls, onDisk: [] as Denial[] }
}

export function openGate({
  client,
  ...options
}: Partial<EngineGateOptions> & Pick<EngineGateOptions, 'client'>): EngineGate {
  return createEngineGate({
    client,
    initial: { safe: null, finalized: null, pending: null },
    denials: [],
    deadlineMs: 5_000,
    queueLimit: 64,
    ...options,
  })
}
