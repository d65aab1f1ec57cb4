import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { L1BlockRef, L2BlockRef } from '../../ports/rollup-node.ts'
import type { L1Chain } from './l1-chain.ts'

export interface Genesis {
  readonly l1: L1BlockRef
  readonly l2: L2BlockRef
}

/** Block 0 of both chains, read from those who hold them. */
export async function readGenesis(
  l1: L1Chain,
  client: ExecutionClientPort,
  signal: AbortSignal,
): Promise<Genesis> {
  const [origin, block] = await Promise.all([l1.origin(0), client.block({ number: 0 }, signal)])
  if (origin === null || block.kind !== 'ok' || block.value === null) {
    throw new Error('the embedded chains have no block 0')
  }
  const { number, hash, parentHash, timestamp } = block.value
  const l1origin = { number: origin.number, hash: origin.hash }
  return { l1: origin, l2: { number, hash, parentHash, timestamp, l1origin, sequenceNumber: 0 } }
}

/**
 * Leaves the client as its operator would hand it over: with block 0 as head, safe and finalized.
 * A client that was never told anything has no finalized block to start from.
 */
export async function settleAt(
  genesis: L2BlockRef,
  client: ExecutionClientPort,
  signal: AbortSignal,
): Promise<void> {
  const state = {
    headBlockHash: genesis.hash,
    safeBlockHash: genesis.hash,
    finalizedBlockHash: genesis.hash,
  }
  const answer = await client.forkchoiceUpdated(state, null, signal)
  if (answer.kind !== 'ok') throw new Error(`the execution client refuses its genesis: ${answer.detail}`)
}
