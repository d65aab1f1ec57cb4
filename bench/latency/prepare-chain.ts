import type { Hash } from '../../machines/values.ts'
import { sealBlock } from '../../src/devnet/rollup/seal.ts'
import type { BlockHeader, ExecutionClientPort } from '../../src/ports/execution-client.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { callDeadline } from './deadline.ts'

const zeroHash: Hash = `0x${'00'.repeat(32)}`

/** Leaves the client at its block 0, as an operator would hand it over, and answers that block. */
export async function settleAtGenesis(client: ExecutionClientPort): Promise<BlockHeader> {
  const genesis = await client.block({ number: 0 }, callDeadline())
  if (genesis.kind !== 'ok' || genesis.value === null) throw new Error(`${client.name} has no block 0`)
  const { hash } = genesis.value
  await adopt(client, hash, hash)
  return genesis.value
}

/** Seals blocks on top of genesis, oldest first, and leaves `safe` where it was. */
export async function sealChain(
  client: ExecutionClientPort,
  genesis: BlockHeader,
  length: number,
): Promise<readonly ExecutionPayloadEnvelope[]> {
  const blocks: ExecutionPayloadEnvelope[] = []
  const labels = { safeBlockHash: genesis.hash, finalizedBlockHash: genesis.hash }
  for (let { hash, timestamp } = genesis; blocks.length < length; ) {
    timestamp += 1
    const attributes = {
      timestamp: `0x${timestamp.toString(16)}`,
      prevRandao: zeroHash,
      suggestedFeeRecipient: `0x${'00'.repeat(20)}`,
      withdrawals: [],
      parentBeaconBlockRoot: zeroHash,
    }
    const block = await sealBlock(client, { headBlockHash: hash, ...labels }, attributes, callDeadline())
    blocks.push(block)
    hash = block.payload.blockHash
  }
  return blocks
}

/** Hands an existing chain to another client, up to its tip. */
export async function importChain(
  client: ExecutionClientPort,
  genesis: BlockHeader,
  blocks: readonly ExecutionPayloadEnvelope[],
): Promise<void> {
  for (const block of blocks) {
    const answer = await client.newPayload(block, callDeadline())
    if (answer.kind !== 'ok' || answer.value.status !== 'VALID')
      throw new Error(`${client.name} did not import block ${block.payload.blockNumber}`)
    await adopt(client, block.payload.blockHash, genesis.hash)
  }
}

async function adopt(client: ExecutionClientPort, headBlockHash: Hash, base: Hash): Promise<void> {
  const state = { headBlockHash, safeBlockHash: base, finalizedBlockHash: base }
  const answer = await client.forkchoiceUpdated(state, null, callDeadline())
  if (answer.kind !== 'ok') throw new Error(`${client.name} refused a head: ${answer.detail}`)
}
