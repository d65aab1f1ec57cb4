import { numberToHex } from 'viem'
import type { L1View } from '../../../machines/values.ts'
import type { Answer } from '../../ports/trouble.ts'
import type { MemoryL1 } from './l1.ts'
import type { L1Block } from './l1-blocks.ts'
import { blockToJson, receiptsToJson } from './l1-json.ts'
import { RpcRefusal, type RpcServer, serveJsonRpc } from './serve-json-rpc.ts'

const { signal } = new AbortController()

export interface ServedL1Options {
  readonly chainId?: number
  /** Called with the method of each call before it is answered. */
  readonly onCall?: (method: string) => void
}

/** Speaks an L1 client's JSON-RPC, as far as our adapter asks, on an ephemeral loopback port. */
export function serveL1(l1: MemoryL1, { chainId = 900, onCall }: ServedL1Options = {}): Promise<RpcServer> {
  const known = (answer: Answer<L1View | null>): L1Block | null => {
    if (answer.kind !== 'ok') throw new RpcRefusal(-32000, answer.detail)
    return answer.value && l1.blockOf(answer.value.hash)
  }
  const byHash = ([hash]: readonly unknown[]) => l1.blockOf(hash as `0x${string}`)
  const methods = {
    eth_chainId: () => numberToHex(chainId),
    eth_getBlockByNumber: async ([block]: readonly unknown[]) => {
      const found = known(await viewOf(l1, block))
      return found && blockToJson(found)
    },
    eth_getBlockByHash: (params: readonly unknown[]) => {
      const found = byHash(params)
      return found && blockToJson(found)
    },
    eth_getBlockReceipts: (params: readonly unknown[]) => {
      const found = byHash(params)
      return found && receiptsToJson(found)
    },
  }
  return serveJsonRpc({ methods, host: '127.0.0.1', port: 0, ...(onCall && { onCall }) })
}

function viewOf(l1: MemoryL1, block: unknown): Promise<Answer<L1View | null>> {
  if (block === 'latest') return l1.latest(signal)
  if (block === 'finalized') return l1.finalized(signal)
  return l1.blockAt(Number(block), signal)
}
