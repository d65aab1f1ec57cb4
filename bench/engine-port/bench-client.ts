import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BlockRef } from '../../machines/values.ts'
import { genesisBlock } from '../../src/adapters/memory/execution-client/blocks.ts'

/** An execution client that stands at its genesis. */
export interface BenchClient {
  readonly name: string
  readonly url: string
  /** Of its Engine API, 32 bytes of hex. */
  readonly secret: string
  readonly head: BlockRef
  readonly close: () => Promise<unknown>
}

/** A client in memory behind HTTP: as quick as one can be. */
export async function startFakeClient(): Promise<BenchClient> {
  const secret = randomBytes(32)
  const worker = new Worker(new URL('./fake-client.worker.ts', import.meta.url), { workerData: secret })
  const [url] = (await once(worker, 'message')) as [string]
  const { blockNumber: number, blockHash: hash } = genesisBlock().payload
  const head = { number, hash }
  return { name: 'the HTTP fake', url, secret: secret.toString('hex'), head, close: () => worker.terminate() }
}
