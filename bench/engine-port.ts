import { type BenchClient, startFakeClient } from './engine-port/bench-client.ts'
import { cpuShare } from './engine-port/cpu-share.ts'
import { startOpGeth } from './engine-port/op-geth.ts'
import { type BenchPort, openPort } from './engine-port/open-port.ts'
import { type Caller, createCaller } from './engine-port/rollup-node.ts'
import type { BenchRow } from './row.ts'
import { spreadOf } from './statistics.ts'

const samples = 400
const warmUpSamples = 100

/** What a call may take longer through the port, at the median. */
const addedBudgetUs = 1_000

/** What the engine port costs a rollup node, and the machine. The ratios are to what it may cost. */
export async function enginePortBench(): Promise<readonly BenchRow[]> {
  const fake = await startFakeClient()
  const rows = await before(fake, async (direct, through, port) => [
    ...(await addedLatency(fake, direct, through)),
    await cpuShare(fake, through, port),
  ])
  const geth = await startOpGeth()
  if (geth === null) return rows
  return [...rows, ...(await before(geth, (direct, through) => addedLatency(geth, direct, through)))]
}

async function before<T>(
  client: BenchClient,
  measure: (direct: Caller, through: Caller, port: BenchPort) => Promise<T>,
): Promise<T> {
  const port = await openPort(client)
  const direct = createCaller(client.url, client.secret)
  const through = createCaller(port.url, client.secret)
  try {
    return await measure(direct, through, port)
  } finally {
    await Promise.all([direct.close(), through.close(), port.close()])
    await client.close()
  }
}

async function addedLatency(
  { name, head }: BenchClient,
  direct: Caller,
  through: Caller,
): Promise<readonly BenchRow[]> {
  const state = { headBlockHash: head.hash, safeBlockHash: head.hash, finalizedBlockHash: head.hash }
  const calls = [
    ['eth_chainId'],
    ['eth_getBlockByNumber', 'latest', true],
    ['engine_forkchoiceUpdatedV3', state, null],
  ] as const
  const rows: BenchRow[] = []
  for (const [method, ...params] of calls) {
    const added = await addedTo(direct, through, (caller) => caller.call(method, ...params))
    const spread = spreadOf(added)
    const ratio = spread.median_us / addedBudgetUs
    rows.push({ name: `engine port adds to ${method}, ${name}, of 1 ms`, ...spread, ratio, target: 1 })
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
  for (let sample = -warmUpSamples; sample < samples; sample++) {
    const directUs = await timed(() => call(direct))
    const throughUs = await timed(() => call(through))
    if (sample >= 0) added.push(throughUs - directUs)
  }
  return added
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startNs = process.hrtime.bigint()
  await work()
  return Number(process.hrtime.bigint() - startNs) / 1_000
}
