import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BenchClient } from './bench-client.ts'

/** The client; its head is asserted as safe and finalized. */
export type PortOrders = Pick<BenchClient, 'url' | 'secret' | 'head'>

/** The engine port with a real gate, before a client. */
export interface BenchPort {
  readonly url: string
  /** At the processor, since its thread began. */
  readonly spentUs: () => Promise<number>
  readonly close: () => Promise<unknown>
}

export async function openPort({ url: clientUrl, secret, head }: BenchClient): Promise<BenchPort> {
  const orders: PortOrders = { url: clientUrl, secret, head }
  const worker = new Worker(new URL('./port.worker.ts', import.meta.url), { workerData: orders })
  const [url] = (await once(worker, 'message')) as [string]
  return {
    url,
    spentUs: async () => {
      worker.postMessage('spent')
      const [spent] = (await once(worker, 'message')) as [number]
      return spent
    },
    close: () => worker.terminate(),
  }
}
