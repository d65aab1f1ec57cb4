import type { RollupNodeEngine } from '../../../src/actors/engine/engine.ts'
import type { ForkchoiceState } from '../../../src/ports/execution-client.ts'
import type { Derivation } from './derivation.ts'
import { type Block, refOf } from './l2.ts'

export type NodeLabels = Omit<ForkchoiceState, 'headBlockHash'>

/** What the node says of itself: its local-safe as safe. What reaches the client is the gate's affair. */
export function nodeLabels({ status }: Derivation): NodeLabels {
  const { local_safe_l2, finalized_l2 } = status()
  return { safeBlockHash: local_safe_l2.hash, finalizedBlockHash: finalized_l2.hash }
}

/** A new block, as a rollup node hands it to its execution client. */
export async function handIn(engine: RollupNodeEngine, block: Block, labels: NodeLabels): Promise<void> {
  const { signal } = new AbortController()
  const imported = await engine.newPayload(block, signal)
  const moved = await engine.forkchoiceUpdated(
    { headBlockHash: block.payload.blockHash, ...labels },
    null,
    signal,
  )
  if (imported.kind !== 'ok' || moved.kind !== 'ok') {
    throw new Error(`block ${refOf(block).number} was not taken: ${JSON.stringify([imported, moved])}`)
  }
}
