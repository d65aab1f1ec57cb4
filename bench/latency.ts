import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ClientPair, fakeClients, realClients } from './latency/clients.ts'
import { type Sample, takeSample } from './latency/sample.ts'
import { openStage, type Stage } from './latency/stage.ts'
import type { BenchRow } from './row.ts'
import { spreadOf } from './statistics.ts'

const samples = 80
const warmUpSamples = 20
/** Lets the last sample's follow-up work end, so that it does not fall into the next one. */
const pauseMs = 20

/** From a signed head to the client's `safe`, over one gossip hop plus one engine round trip. */
export async function latencyBench(): Promise<readonly BenchRow[]> {
  return [
    ...rowsOf('a real client', await measure(realClients), 1.5),
    ...rowsOf('the HTTP fake', await measure(fakeClients)),
  ]
}

async function measure(start: (directory: string) => Promise<ClientPair>): Promise<readonly Sample[]> {
  const directory = await mkdtemp(join(tmpdir(), 'op-follower-bench-'))
  const clients = await start(directory)
  try {
    const stage = await openStage(directory, clients, warmUpSamples + samples)
    return await takeAll(stage).finally(stage.close)
  } finally {
    await clients.close()
    await rm(directory, { recursive: true, force: true })
  }
}

async function takeAll(stage: Stage): Promise<readonly Sample[]> {
  const taken: Sample[] = []
  for (let number = 1; number <= warmUpSamples + samples; number++) {
    taken.push(await takeSample(stage, number))
    await sleep(pauseMs)
  }
  return taken.slice(warmUpSamples)
}

/** The promotion, and the two parts that make up its baseline. */
function rowsOf(what: string, taken: readonly Sample[], target?: number): readonly BenchRow[] {
  const hop = spreadOf(taken.map(({ hop_us }) => hop_us))
  const engine = spreadOf(taken.map(({ engine_us }) => engine_us))
  const promotion = spreadOf(taken.map(({ promotion_us }) => promotion_us))
  const baseline_us = hop.median_us + engine.median_us
  const row = (name: string, spread: typeof hop) => ({
    name: `${name}, ${what}`,
    ...spread,
    ratio: spread.median_us / baseline_us,
  })
  return [
    row('one gossip hop', hop),
    row('one engine round trip', engine),
    { ...row('attestation to safe', promotion), ...(target !== undefined && { target }) },
  ]
}
