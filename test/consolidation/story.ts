import type { ConsolidationQuestion, ConsolidationReading } from '../../machines/follower/readings.ts'
import type { BlockRef, L1View } from '../../machines/values.ts'
import {
  type ConsolidationReaderOptions,
  createConsolidationReader,
} from '../../src/actors/consolidation/read.ts'
import { createMemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import { createMemoryL1 } from '../../src/adapters/memory/l1.ts'
import { type DepositRequest, depositLog } from '../../src/adapters/memory/l1-logs.ts'
import { originOf } from '../../src/derive/origin-of.ts'
import { createOpChain, type OpBlockTraits, type OpChainOptions } from '../../src/testing/op-chain.ts'
import { opContracts } from '../../src/testing/op-rollup.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'

const signal = AbortSignal.timeout(60_000)

/** A transaction that is the sequencer's own affair. */
export const transfer = Uint8Array.of(0x02, 0xc0)

/** An L1, an OP chain on it that our client has, and a reader of both. Six blocks of two seconds to an epoch. */
export function createStory({
  l1Blocks = 20,
  secondsPerL1Block = 12,
  ...chainOptions
}: Partial<OpChainOptions> & { l1Blocks?: number; secondsPerL1Block?: number } = {}) {
  const l1 = createMemoryL1({ genesisTime: 1_700_000_000, secondsPerBlock: secondsPerL1Block })
  l1.chain.extend(l1Blocks)
  const chain = createOpChain({ l1, ...chainOptions })
  const client = createMemoryExecutionClient({ genesis: chain.genesis })
  const blocks: ExecutionPayloadEnvelope[] = [chain.genesis]

  const add = (block: ExecutionPayloadEnvelope): ExecutionPayloadEnvelope => {
    blocks.length = block.payload.blockNumber
    blocks.push(block)
    client.control.addBlocks([block])
    client.control.foreignMove({ head: block.payload.blockHash })
    return block
  }
  const at = (number: number): BlockRef => refOf(blocks[number]!)
  const grow = (count: number, traits: OpBlockTraits = { sequenced: [transfer] }): BlockRef => {
    for (let grown = 0; grown < count; grown++) add(chain.blockOn(blocks.at(-1)!, traits))
    return refOf(blocks.at(-1)!)
  }
  return {
    l1,
    chain,
    client,
    blocks,
    at,
    grow,
    add,
    /** The origin that a block of the chain names. */
    originAt: (number: number): L1View => {
      const named = originOf(chain.rules.rollup, blocks[number]!)
      if (named.kind !== 'ok') throw new Error(named.reason)
      return { number: named.value.origin.number, hash: named.value.origin.hash }
    },
    /** From this block on, another chain. */
    branch: (from: number, count: number): BlockRef => {
      blocks.length = from
      return grow(count, { salt: 'branch' })
    },
    reader: (change: Partial<ConsolidationReaderOptions> = {}) =>
      createConsolidationReader({
        client,
        origins: l1,
        rules: async () => ({ kind: 'ok', value: chain.rules }),
        limitBlocks: 1_000,
        limitReadingMs: 60_000,
        ...change,
      }),
  }
}

export type Story = ReturnType<typeof createStory>

/** Asks as the machine does: from the last watermark, or from these bases. */
export function asking(
  bases: readonly BlockRef[],
  tip: BlockRef | null,
): [ConsolidationQuestion, AbortSignal] {
  return [{ bases, tip }, signal]
}

/** What a reading is when nothing stopped it. */
export function consolidated(block: BlockRef, origin: L1View): ConsolidationReading {
  return { kind: 'consolidated', watermark: { block, origin } }
}

export function refOf({ payload }: ExecutionPayloadEnvelope): BlockRef {
  return { number: payload.blockNumber, hash: payload.blockHash }
}

/** A deposit that somebody makes on L1. */
export function deposit(value = 1n): DepositRequest {
  const [from, to] = [`0x${'a1'.repeat(20)}`, `0x${'b1'.repeat(20)}`] as const
  return { from, to, mint: value, value, gas: 100_000n, data: new Uint8Array() }
}

export function emitDeposits({ l1 }: Pick<Story, 'l1'>, ...values: readonly bigint[]): void {
  l1.emit(...values.map((value) => depositLog(opContracts.depositContract, deposit(value))))
}
