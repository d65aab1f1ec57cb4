import { type ClockPort, systemClock } from '../../ports/clock.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { L1OriginsPort } from '../../ports/l1-origins.ts'
import { createEndpoint } from './endpoint.ts'
import { createEndpoints } from './endpoints.ts'
import { createHeads } from './heads.ts'
import { createOriginCache } from './origin-cache.ts'
import { createOrigins } from './origins.ts'

export interface L1Options {
  /** One at least, in the order of preference. */
  readonly urls: readonly string[]
  /** For one call of one endpoint. */
  readonly deadlineMs: number
  /** True takes headers and receipts as they come; false proves them by the block hash. */
  readonly trustRpc?: boolean
  /** Which L1 the endpoints must serve; null, or left out, while that is not known. */
  readonly chainId?: () => number | null
  readonly clock?: ClockPort
}

/** L1 execution clients behind their JSON-RPC, which stand in for each other. */
export function createL1(options: L1Options): L1Port & L1OriginsPort {
  const { urls, deadlineMs, trustRpc = false, chainId = () => null, clock = systemClock } = options
  if (urls.length === 0) throw new RangeError('an L1 needs at least one endpoint')
  const seats = urls.map((url) => createEndpoint({ url, deadlineMs }))
  const endpoints = createEndpoints({ endpoints: seats, chainId, clock })
  const cache = createOriginCache()
  return {
    name: endpoints.name,
    ...createHeads({ endpoints, onCanonical: cache.see }),
    ...createOrigins({ endpoints, cache, trustRpc }),
  }
}
