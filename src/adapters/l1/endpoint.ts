import type { Answer, Trouble } from '../../ports/trouble.ts'
import { quantitySchema } from '../../wire/json-values.ts'
import { requireHttpUrl } from '../http-url.ts'
import { createJsonRpc, type JsonRpc } from '../json-rpc/client.ts'

/** One L1 execution client behind its JSON-RPC. */
export interface Endpoint {
  readonly name: string
  /** For blocks without transaction bodies, and what is smaller. */
  readonly blocks: JsonRpc
  readonly receipts: JsonRpc
  /** Null when it serves the chain of this id, which it is asked until it said so once. */
  readonly otherChain: (expectedId: number, signal: AbortSignal) => Promise<Trouble | null>
}

export interface EndpointOptions {
  readonly url: string
  /** For one call. */
  readonly deadlineMs: number
}

/** A block without transaction bodies: 68 bytes for each transaction hash. */
const blockLimitBytes = 4 * 1024 * 1024

/** Ten times what the fullest blocks of mainnet have needed: a log without data is cheap on chain and long in JSON. */
const receiptsLimitBytes = 64 * 1024 * 1024

export function createEndpoint({ url, deadlineMs }: EndpointOptions): Endpoint {
  const address = { url: requireHttpUrl(url, 'L1 node'), deadlineMs }
  const blocks = createJsonRpc({ ...address, maxResponseBytes: blockLimitBytes })
  return {
    name: blocks.name,
    blocks,
    receipts: createJsonRpc({ ...address, maxResponseBytes: receiptsLimitBytes }),
    otherChain: createChainCheck(blocks),
  }
}

function createChainCheck(rpc: JsonRpc): Endpoint['otherChain'] {
  let provenId: number | null = null
  return async (expectedId, signal) => {
    if (provenId === expectedId) return null
    const id: Answer<number> = await rpc.call(quantitySchema, 'eth_chainId', [], signal)
    if (id.kind !== 'ok') return id
    if (id.value !== expectedId) return strangeChain(rpc.name, id.value, expectedId)
    provenId = expectedId
    return null
  }
}

function strangeChain(name: string, seen: number, expected: number): Trouble {
  const advice = `name an endpoint of chain ${expected} instead`
  return {
    kind: 'malformed',
    detail: `${name} serves chain ${seen}, expected L1 chain ${expected}: ${advice}`,
  }
}
