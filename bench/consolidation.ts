import type { BlockRef } from '../machines/values.ts'
import { type ConsolidationReader, createConsolidationReader } from '../src/actors/consolidation/read.ts'
import { createExecutionClient } from '../src/adapters/execution-client/client.ts'
import { parseJwtSecret } from '../src/adapters/execution-client/jwt-secret.ts'
import { createL1 } from '../src/adapters/l1/l1.ts'
import { spender, transfersPerBlock } from './consolidation/sequencer.ts'
import { type BenchWorld, openWorld } from './consolidation/world.ts'
import { startOpGeth } from './engine-port/op-geth.ts'
import type { BenchRow } from './row.ts'
import { spreadOf } from './statistics.ts'

const l1Blocks = 24
const warmUpBlocks = 24

const budgetUs = 20_000
const callsPerL1Block = 2
const deadlineMs = 10_000

/**
 * What a block costs that is consolidated as it is derived: the reading of it, all calls over HTTP with what is
 * computed between them. L1 is asked to prove what it says.
 */
export async function consolidationBench(): Promise<readonly BenchRow[]> {
  const rows = await measureIn('the HTTP twin', await openWorld(null, l1Blocks))
  const geth = await startOpGeth([spender])
  if (geth === null) return rows
  try {
    return [...rows, ...(await measureIn(geth.name, await openWorld(geth, l1Blocks)))]
  } finally {
    await geth.close()
  }
}

async function measureIn(name: string, world: BenchWorld): Promise<readonly BenchRow[]> {
  try {
    const { samples, calls } = await consolidateAll(world)
    const firsts = samples.filter(({ isFirstOfEpoch }) => isFirstOfEpoch).map(({ us }) => us)
    const [every, first] = [spreadOf(samples.map(({ us }) => us)), spreadOf(firsts)]
    const what = `${transfersPerBlock} transfers, ${name}`
    const perL1Block = (calls / firsts.length).toFixed(2)
    return [
      {
        name: `a block is consolidated, ${what}, of 20 ms`,
        ...every,
        ratio: every.median_us / budgetUs,
        target: 1,
      },
      {
        name: `the first of an epoch, ${perL1Block} L1 calls each, ${name}, of 2`,
        ...first,
        ratio: calls / firsts.length / callsPerL1Block,
        target: 1,
      },
    ]
  } finally {
    await world.close()
  }
}

/** Each block by a reading of its own, as local-safe advances. What comes first warms up, and is not counted. */
async function consolidateAll(world: BenchWorld) {
  const read = readerOf(world)
  const samples: { readonly us: number; readonly isFirstOfEpoch: boolean }[] = []
  let callsBefore = 0
  for (const [index, { isFirstOfEpoch, ...tip }] of world.chain.slice(1).entries()) {
    if (index === warmUpBlocks) callsBefore = world.l1Calls()
    const us = await timedReading(read, world.chain[index]!, tip)
    if (index >= warmUpBlocks) samples.push({ us, isFirstOfEpoch })
  }
  return { samples, calls: world.l1Calls() - callsBefore }
}

function readerOf({ client: { url, secret }, l1Url, rules }: BenchWorld): ConsolidationReader {
  const jwtSecret = parseJwtSecret(secret, 'the bench')
  return createConsolidationReader({
    client: createExecutionClient({ url, jwtSecret, deadlineMs }),
    origins: createL1({ urls: [l1Url], deadlineMs }),
    rules: async () => ({ kind: 'ok', value: rules }),
    limitBlocks: 1,
    limitReadingMs: deadlineMs,
  })
}

async function timedReading(
  read: ConsolidationReader,
  { number, hash }: BlockRef,
  tip: BlockRef,
): Promise<number> {
  const question = { bases: [{ number, hash }], tip }
  const startNs = process.hrtime.bigint()
  const reading = await read(question, AbortSignal.timeout(deadlineMs))
  const us = Number(process.hrtime.bigint() - startNs) / 1_000
  if (reading.kind !== 'consolidated' || reading.watermark?.block.hash !== tip.hash)
    throw new Error(`block ${tip.number} was not consolidated: ${JSON.stringify(reading)}`)
  return us
}
