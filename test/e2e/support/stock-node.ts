import type { ExecutionClientPort, ForkchoiceResult } from '../../../src/ports/execution-client.ts'
import type { Answer } from '../../../src/ports/trouble.ts'
import { type Attributes, attributesOf, depositsOf } from './attributes.ts'
import type { Derivation } from './derivation.ts'
import type { Block, L2 } from './l2.ts'
import { nodeLabels } from './rollup-driver.ts'

/**
 * A rollup node as op-node is at its engine: it hears blocks by gossip, derives batches, asks for
 * the deposits alone where its engine calls a derived block invalid, and resets on -38002.
 */
export interface StockNode {
  /** A block from gossip. One that the engine calls invalid is dropped. */
  readonly hear: (block: Block) => Promise<void>
  /** What a batcher puts on L1 from now on. What does not fit when its turn comes is dropped. */
  readonly batch: (blocks: readonly Block[]) => void
  /** Derives what L1 has, and says its labels, as op-node does once per L1 block. */
  readonly onL1Block: () => Promise<void>
  readonly resets: () => number
}

export interface StockNodeOptions {
  readonly l2: L2
  readonly derivation: Derivation
  /** Where its `--l2` points, which may be another object after a restart of the follower. */
  readonly engine: () => ExecutionClientPort
}

const invalidForkchoiceState = -38_002
const { signal } = new AbortController()

export function createStockNode({ l2, derivation, engine }: StockNodeOptions): StockNode {
  const batches: Block[] = []
  let position = 0
  let resets = 0

  const say = (head: Block, attributes: Attributes | null = null) => {
    const state = { headBlockHash: head.payload.blockHash, ...nodeLabels(derivation) }
    return engine().forkchoiceUpdated(state, attributes, signal)
  }

  /** From the labels of its engine: the tip is `latest`, and derivation starts again from `finalized`. */
  const reset = async (): Promise<void> => {
    resets += 1
    position = 0
    const latest = okay(await engine().block({ tag: 'latest' }, signal))
    const finalized = okay(await engine().block({ tag: 'finalized' }, signal))
    const branch: Block[] = []
    for (let hash = latest!.hash, number = latest!.number; !l2.has({ number, hash }); number -= 1) {
      const block = okay(await engine().payload(hash, signal))!
      branch.unshift(block)
      hash = block.payload.parentHash
    }
    for (const block of branch.length > 0 ? branch : [l2.at(latest!.number)]) l2.switchTo(block)
    derivation.finalize(finalized?.number ?? 0)
    derivation.reset()
    await say(l2.head())
  }

  const resetIfTold = async (answer: Answer<ForkchoiceResult>): Promise<boolean> => {
    const told = answer.kind === 'refused' && answer.code === invalidForkchoiceState
    if (told) await reset()
    return told
  }

  /** Null when the engine would not have it for now, or the node was reset. */
  const build = async (parent: Block, attributes: Attributes): Promise<Block | null> => {
    const begun = await say(parent, attributes)
    if ((await resetIfTold(begun)) || begun.kind !== 'ok' || begun.value.payloadId === null) return null
    const block = okay(await engine().getPayload(begun.value.payloadId, 4, signal))
    const { status } = okay(await engine().newPayload(block, signal))
    if (status === 'INVALID') return buildDepositsOnly(parent, attributes)
    if (status !== 'VALID') return null
    await say(block)
    return block
  }

  const buildDepositsOnly = (parent: Block, attributes: Attributes): Promise<Block | null> => {
    const deposits = depositsOf(attributes)
    if (deposits.transactions.length === attributes.transactions.length)
      throw new Error('a deposits-only block was called invalid: op-node builds it for ever')
    return build(parent, deposits)
  }

  /** False when the engine would not have it for now; a batch that does not fit is done with. */
  const derive = async (batch: Block): Promise<boolean> => {
    const { blockNumber: number, blockHash: hash, parentHash } = batch.payload
    const { local_safe_l2: localSafe } = derivation.status()
    if (localSafe.number !== number - 1 || localSafe.hash !== parentHash) return true
    if (!l2.has({ number, hash })) {
      const built = await build(l2.at(number - 1), attributesOf(batch))
      if (built === null) return false
      l2.switchTo(built)
    }
    derivation.derive(number)
    return true
  }

  return {
    hear: async (block) => {
      const imported = okay(await engine().newPayload(block, signal))
      if (imported.status === 'INVALID') return
      const moved = await say(block)
      if (await resetIfTold(moved)) return
      const isTaken = moved.kind === 'ok' && moved.value.payloadStatus.status === 'VALID'
      if (isTaken && l2.has({ number: block.payload.blockNumber - 1, hash: block.payload.parentHash }))
        l2.switchTo(block)
    },
    batch: (blocks) => void batches.push(...blocks),
    onL1Block: async () => {
      while (position < batches.length && (await derive(batches[position]!))) position += 1
      await resetIfTold(await say(l2.head()))
    },
    resets: () => resets,
  }
}

function okay<T>(answer: Answer<T>): T {
  if (answer.kind !== 'ok') throw new Error(`the engine has trouble: ${JSON.stringify(answer)}`)
  return answer.value
}
