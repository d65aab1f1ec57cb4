import type { L1View } from '../../../machines/values.ts'
import type { SealedHeader } from '../../derive/header.ts'
import type { L1OriginsPort, OriginLook } from '../../ports/l1-origins.ts'
import type { Answer } from '../../ports/trouble.ts'
import type { Endpoints } from './endpoints.ts'
import type { OriginCache } from './origin-cache.ts'
import { readHeader } from './read-header.ts'
import { readReceipts } from './read-receipts.ts'

export interface OriginsOptions {
  readonly endpoints: Endpoints
  readonly cache: OriginCache
  readonly trustRpc: boolean
}

/**
 * Endpoints may stand on different heads. The first that answers has the word about what is canonical,
 * but that L1 is not long enough yet, which is what an endpoint that lags says too, is believed only
 * when nobody is further.
 */
export function createOrigins({ endpoints, cache, trustRpc }: OriginsOptions): Omit<L1OriginsPort, 'name'> {
  const canonicalAt = async (number: number, signal: AbortSignal): Promise<Answer<SealedHeader | null>> => {
    const answer = await endpoints.ask(
      (endpoint, live) => readHeader(endpoint, number, trustRpc, live),
      signal,
      (header) => header !== null,
    )
    if (answer.kind === 'ok' && answer.value !== null) cache.keepHeader(answer.value)
    return answer
  }

  return {
    origin: async (block, signal) => {
      const kept = cache.canonicalAt(block.number)
      if (kept?.hash === block.hash) return { kind: 'ok', value: { kind: 'canonical', header: kept } }
      const answer = await canonicalAt(block.number, signal)
      return answer.kind === 'ok' ? { kind: 'ok', value: lookOf(block, answer.value) } : answer
    },

    receipts: async (header, signal) => {
      const kept = cache.receiptsOf(header)
      if (kept !== null) return { kind: 'ok', value: kept }
      const answer = await endpoints.ask(
        (endpoint, live) => readReceipts(endpoint, header, trustRpc, live),
        signal,
      )
      if (answer.kind === 'ok') cache.keepReceipts(header, answer.value)
      // Clients forget what a reorg took back: who asks again has to hear of that, and not of receipts.
      else cache.forgetHeaders()
      return answer
    },

    next: async (header, signal) => {
      const kept = cache.canonicalAt(header.number + 1)
      if (kept?.parentHash === header.hash) return { kind: 'ok', value: kept }
      const answer = await canonicalAt(header.number + 1, signal)
      if (answer.kind !== 'ok' || answer.value?.parentHash === header.hash) return answer
      return { kind: 'ok', value: null }
    },
  }
}

function lookOf(block: L1View, canonical: SealedHeader | null): OriginLook {
  if (canonical === null) return { kind: 'ahead' }
  if (canonical.hash === block.hash) return { kind: 'canonical', header: canonical }
  const { number, hash } = canonical
  return { kind: 'orphaned', canonical: { number, hash } }
}
