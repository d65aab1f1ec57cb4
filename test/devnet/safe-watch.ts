import { setTimeout as sleep } from 'node:timers/promises'
import { createPublicClient, http } from 'viem'
import type { BlockRef } from '../../machines/values.ts'

/** Somebody outside who keeps asking a client for its safe block, and remembers each different answer. */
export interface SafeWatch {
  readonly seen: readonly BlockRef[]
  readonly end: () => Promise<void>
}

const lookEveryMs = 25

export function watchSafe(url: string): SafeWatch {
  const client = createPublicClient({ transport: http(url, { retryCount: 0 }) })
  const seen: BlockRef[] = []
  let ended = false
  const look = async () => {
    const { number, hash } = await client.getBlock({ blockTag: 'safe' })
    if (seen.at(-1)?.hash !== hash) seen.push({ number: Number(number), hash })
  }
  const watching = (async () => {
    while (!ended) {
      await look().catch(() => undefined)
      await sleep(lookEveryMs)
    }
  })()
  return {
    seen,
    end: async () => {
      ended = true
      await watching
    },
  }
}
