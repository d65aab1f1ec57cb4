import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BlockRef } from '../machines/values.ts'
import { parseJwtSecret } from '../src/adapters/execution-client/jwt-secret.ts'
import { payloadToJson, quantity } from '../src/adapters/execution-client/payload-json.ts'
import { childBlock, genesisBlock } from '../src/adapters/memory/execution-client/blocks.ts'
import type { ExecutionPayloadEnvelope } from '../src/wire/payload.ts'
import { type BenchPort, openPort, openUpstream } from './engine-port/open-port.ts'
import { type Caller, createCaller } from './engine-port/rollup-node.ts'
import type { BenchRow } from './row.ts'
import { spreadOf } from './statistics.ts'

const samples = 400
const warmUpSamples = 100

/** What a call may take longer through the port, at the median. */
const addedBudgetUs = 1_000

const seconds = 10
const transactionBytes = 100_000

/** What a port may take of a core while one block comes in a second. */
const cpuBudgetUs = 100_000

/** What the engine port costs a rollup node, and the machine. Its ratios are to what it may cost. */
export async function enginePortBench(): Promise<readonly BenchRow[]> {
  const secret = randomBytes(32).toString('hex')
  const jwtSecret = parseJwtSecret(secret, 'the bench')
  const upstream = await openUpstream(secret)
  const genesis = genesisBlock()
  const port = await openPort({ clientUrl: upstream.url, secret, anchor: refOf(genesis) })
  const [direct, through] = [upstream.url, port.url].map((url) => createCaller(url, jwtSecret)) as [
    Caller,
    Caller,
  ]
  try {
    return [...(await addedLatency(direct, through, genesis)), await cpuShare(port, through, genesis)]
  } finally {
    await Promise.all([direct.close(), through.close(), port.close(), upstream.close()])
  }
}

async function addedLatency(
  direct: Caller,
  through: Caller,
  genesis: ExecutionPayloadEnvelope,
): Promise<readonly BenchRow[]> {
  const rows: BenchRow[] = []
  const calls: readonly (readonly [string, ...unknown[]])[] = [
    ['eth_chainId'],
    ['eth_getBlockByNumber', 'latest', true],
    ['engine_forkchoiceUpdatedV3', stateOf(genesis), null],
  ]
  for (const [method, ...params] of calls) {
    const added = await addedTo(direct, through, (caller) => caller.call(method, ...params))
    const spread = spreadOf(added)
    rows.push({
      name: `engine port, added to ${method}, of 1 ms`,
      ...spread,
      ratio: spread.median_us / addedBudgetUs,
      target: 1,
    })
  }
  return rows
}

/** In turns, so that whatever else the machine does falls on both alike. */
async function addedTo(
  direct: Caller,
  through: Caller,
  call: (caller: Caller) => Promise<unknown>,
): Promise<readonly number[]> {
  const added: number[] = []
  for (let i = 0; i < warmUpSamples + samples; i++) {
    const bareUs = await timed(() => call(direct))
    const throughUs = await timed(() => call(through))
    if (i >= warmUpSamples) added.push(throughUs - bareUs)
  }
  return added
}

/** A block a second as gossip brings it, and its consolidation. */
async function cpuShare(
  port: BenchPort,
  through: Caller,
  genesis: ExecutionPayloadEnvelope,
): Promise<BenchRow> {
  const perSecond: number[] = []
  let tip = genesis
  for (let second = 0; second < seconds; second++) {
    const before = await port.spentUs()
    tip = childBlock(tip, { transactions: [randomBytes(transactionBytes)] })
    await takeBlock(through, tip, genesis)
    await sleep(1_000)
    perSecond.push((await port.spentUs()) - before)
  }
  const spread = spreadOf(perSecond)
  const name = 'engine port, CPU at a block of 100 KB a second, of 100 ms'
  return { name, ...spread, ratio: spread.median_us / cpuBudgetUs, target: 1 }
}

async function takeBlock(
  { call }: Caller,
  { payload, parentBeaconBlockRoot }: ExecutionPayloadEnvelope,
  genesis: ExecutionPayloadEnvelope,
): Promise<void> {
  await call('engine_newPayloadV3', payloadToJson(payload), [], parentBeaconBlockRoot)
  const { hash } = refOf(genesis)
  const labels = { safeBlockHash: hash, finalizedBlockHash: hash }
  await call('engine_forkchoiceUpdatedV3', { headBlockHash: payload.blockHash, ...labels }, null)
  await call('eth_getBlockByNumber', quantity(payload.blockNumber), true)
}

function stateOf(block: ExecutionPayloadEnvelope) {
  const { hash } = refOf(block)
  return { headBlockHash: hash, safeBlockHash: hash, finalizedBlockHash: hash }
}

function refOf({ payload }: ExecutionPayloadEnvelope): BlockRef {
  return { number: payload.blockNumber, hash: payload.blockHash }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startNs = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - startNs) / 1_000
}
