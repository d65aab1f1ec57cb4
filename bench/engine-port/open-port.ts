import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { BlockRef } from '../../machines/values.ts'

export interface PortOrders {
  readonly clientUrl: string
  /** Hex; the rollup node's and the client's. */
  readonly secret: string
  /** What is asserted as safe and finalized: a block of the client. */
  readonly anchor: BlockRef
}

/** The engine port with a real gate, before the client of the orders. */
export interface BenchPort {
  readonly url: string
  /** At the processor, since its thread began. */
  readonly spentUs: () => Promise<number>
  readonly close: () => Promise<unknown>
}

export async function openPort(orders: PortOrders): Promise<BenchPort> {
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

/** A client in memory over HTTP, as quick as one can be. */
export async function openUpstream(secret: string) {
  const workerData = Buffer.from(secret, 'hex')
  const worker = new Worker(new URL('./upstream.worker.ts', import.meta.url), { workerData })
  const [url] = (await once(worker, 'message')) as [string]
  return { url, close: () => worker.terminate() }
}
