import type { BlockRef } from '../../machines/values.ts'
import type { EngineGate } from '../../src/actors/engine/gate.ts'
import { reductionAttributes } from '../../src/actors/engine/reduction.ts'
import type { MemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import type { ForkchoiceResult, PayloadAttributes } from '../../src/ports/execution-client.ts'
import type { Answer } from '../../src/ports/trouble.ts'
import { toHex } from '../../src/wire/hex.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { live } from './world.ts'

/** A rollup node as op-node is at its engine: it resets on -38002 alone, and takes INVALID for a reason to build deposits only. */
export interface StockNode {
  readonly head: () => BlockRef
  readonly localSafe: () => BlockRef
  readonly resets: () => number
  /** A block from gossip. */
  readonly hear: (block: ExecutionPayloadEnvelope) => Promise<void>
  /** The next block of what L1 holds. */
  readonly derive: () => Promise<void>
  /** What it says once per L1 block. */
  readonly say: () => Promise<void>
}

export interface StockNodeOptions {
  readonly gate: () => EngineGate
  readonly client: MemoryExecutionClient
  /** What L1 holds, by height. */
  readonly batches: readonly ExecutionPayloadEnvelope[]
  readonly head: BlockRef
  readonly localSafe: BlockRef
}

export function createStockNode({ gate, client, batches, ...start }: StockNodeOptions): StockNode {
  let { head, localSafe } = start
  let finalized = start.localSafe
  let resets = 0

  const labels = () => ({ safeBlockHash: localSafe.hash, finalizedBlockHash: finalized.hash })

  const forkchoice = async (to: BlockRef, attributes: PayloadAttributes | null = null) => {
    const answer = await gate().forkchoiceUpdated({ headBlockHash: to.hash, ...labels() }, attributes, live)
    if (answer.kind === 'refused' && answer.code === -38_002) await reset()
    return answer
  }

  const reset = async () => {
    const [latest, final] = await Promise.all([
      gate().block({ tag: 'latest' }, live),
      gate().block({ tag: 'finalized' }, live),
    ])
    if (latest.kind !== 'ok' || final.kind !== 'ok' || latest.value === null || final.value === null) return
    resets += 1
    head = refOf(latest.value)
    localSafe = refOf(final.value)
    finalized = localSafe
    await gate().forkchoiceUpdated({ headBlockHash: head.hash, ...labels() }, null, live)
  }

  const adopt = async (block: ExecutionPayloadEnvelope): Promise<boolean> => {
    const { blockNumber: number, blockHash: hash } = block.payload
    if (!isValid(await forkchoice({ number, hash }))) return false
    head = { number, hash }
    return true
  }

  /** Answers the status of the payload as the engine sees it, or null when it came to nothing. */
  const build = async (parent: BlockRef, attributes: PayloadAttributes) => {
    const begun = await forkchoice(parent, attributes)
    if (begun.kind !== 'ok' || begun.value.payloadId === null) return null
    const built = await gate().getPayload(begun.value.payloadId, 4, live)
    if (built.kind !== 'ok') return null
    const imported = await gate().newPayload(built.value, live)
    return imported.kind === 'ok' ? { block: built.value, status: imported.value.status } : null
  }

  const buildOrReduce = async (parent: BlockRef, batch: ExecutionPayloadEnvelope) => {
    const deposits = reductionAttributes(batch)!
    const built = await build(parent, { ...deposits, transactions: batch.payload.transactions.map(toHex) })
    return built?.status === 'INVALID' ? build(parent, deposits) : built
  }

  return {
    head: () => head,
    localSafe: () => localSafe,
    resets: () => resets,
    hear: async (block) => {
      const imported = await gate().newPayload(block, live)
      if (imported.kind === 'ok' && imported.value.status === 'VALID') await adopt(block)
    },
    derive: async () => {
      const parent = localSafe
      const batch = batches[parent.number + 1]
      if (batch === undefined) return
      const standing = await gate().block({ number: parent.number + 1 }, live)
      if (standing.kind !== 'ok') return
      if (standing.value?.hash === batch.payload.blockHash) {
        localSafe = refOf(standing.value)
        return
      }
      // A batch is about its own parent: after a replacement the later ones do not fit any more.
      if (batch.payload.parentHash !== parent.hash) return
      const built = await buildOrReduce(parent, batch)
      if (built?.status === 'VALID' && (await adopt(built.block))) localSafe = head
    },
    say: async () => {
      const known = await client.block({ hash: head.hash }, live)
      if (known.kind === 'ok') await forkchoice(head)
    },
  }
}

function isValid(answer: Answer<ForkchoiceResult>): boolean {
  return answer.kind === 'ok' && answer.value.payloadStatus.status === 'VALID'
}

function refOf({ number, hash }: BlockRef): BlockRef {
  return { number, hash }
}
