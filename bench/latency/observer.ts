import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Hash } from '../../machines/values.ts'
import type { ClientPair } from './clients.ts'

/** Somebody outside who asks the follower's client what is safe. */
export interface Observer {
  /** Asks until the answer is this block, and says when that was, by this process's clock. */
  readonly seesSafe: (hash: Hash) => Promise<bigint>
  readonly close: () => Promise<unknown>
}

export async function startObserver({ followerUrl: url, jwtSecretPath }: ClientPair): Promise<Observer> {
  const worker = new Worker(new URL('./observer.worker.ts', import.meta.url), {
    workerData: { url, jwtSecretPath },
  })
  await once(worker, 'message')
  return {
    seesSafe: async (hash) => {
      worker.postMessage(hash)
      const [atNs] = (await once(worker, 'message')) as [bigint]
      return atNs
    },
    close: () => worker.terminate(),
  }
}
