import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { payloadToJson, quantity } from '../../src/adapters/execution-client/payload-json.ts'
import { childBlock, genesisBlock } from '../../src/adapters/memory/execution-client/blocks.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import type { BenchRow } from '../row.ts'
import { spreadOf } from '../statistics.ts'
import type { BenchClient } from './bench-client.ts'
import type { BenchPort } from './open-port.ts'
import type { Caller } from './rollup-node.ts'

const seconds = 10
const transactionBytes = 100_000

/** What a port may take of a core in a second: a tenth. */
const budgetUs = 100_000

/** A block a second as gossip brings it, and its consolidation. */
export async function cpuShare(
  { head: genesis }: BenchClient,
  through: Caller,
  port: BenchPort,
): Promise<BenchRow> {
  const perSecond: number[] = []
  let tip = genesisBlock()
  for (let second = 0; second < seconds; second++) {
    const before = await port.spentUs()
    tip = childBlock(tip, { transactions: [randomBytes(transactionBytes)] })
    await takeBlock(through, tip, { safeBlockHash: genesis.hash, finalizedBlockHash: genesis.hash })
    await sleep(1_000)
    perSecond.push((await port.spentUs()) - before)
  }
  const spread = spreadOf(perSecond)
  const name = 'engine port at a block of 100 KB a second, CPU, of 100 ms'
  return { name, ...spread, ratio: spread.median_us / budgetUs, target: 1 }
}

async function takeBlock(
  { call }: Caller,
  { payload, parentBeaconBlockRoot }: ExecutionPayloadEnvelope,
  labels: object,
): Promise<void> {
  await call('engine_newPayloadV3', payloadToJson(payload), [], parentBeaconBlockRoot)
  await call('engine_forkchoiceUpdatedV3', { headBlockHash: payload.blockHash, ...labels }, null)
  await call('eth_getBlockByNumber', quantity(payload.blockNumber), true)
}
