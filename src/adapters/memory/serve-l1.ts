import { numberToHex } from 'viem'
import type { L1View } from '../../../machines/values.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { Answer } from '../../ports/trouble.ts'
import { RpcRefusal, type RpcServer, serveJsonRpc } from './serve-json-rpc.ts'

/** Speaks an L1 client's JSON-RPC, as far as our adapter asks, on an ephemeral loopback port. */
export function serveL1(l1: L1Port): Promise<RpcServer> {
  const { signal } = new AbortController()
  const eth_getBlockByNumber = async ([block]: readonly unknown[]) => {
    if (block === 'latest') return encode(await l1.latest(signal))
    if (block === 'finalized') return encode(await l1.finalized(signal))
    return encode(await l1.blockAt(Number(block), signal))
  }
  return serveJsonRpc({ methods: { eth_getBlockByNumber }, host: '127.0.0.1', port: 0 })
}

function encode(answer: Answer<L1View | null>): unknown {
  if (answer.kind !== 'ok') throw new RpcRefusal(-32000, answer.detail)
  return answer.value && { hash: answer.value.hash, number: numberToHex(answer.value.number) }
}
