import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BlockHeader } from '../../src/ports/execution-client.ts'

/** A rollup node that has derived the whole chain, and its L1; both over HTTP. */
export interface Twins {
  readonly rollupUrl: string
  readonly l1Url: string
  readonly close: () => Promise<unknown>
}

export async function startTwins(chain: readonly BlockHeader[]): Promise<Twins> {
  const worker = new Worker(new URL('./twins.worker.ts', import.meta.url), { workerData: chain })
  const [[rollupUrl, l1Url]] = (await once(worker, 'message')) as [[string, string]]
  return { rollupUrl, l1Url, close: () => worker.terminate() }
}
