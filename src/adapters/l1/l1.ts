import * as Schema from 'effect/Schema'
import { numberToHex, zeroHash } from 'viem'
import type { L1View } from '../../../machines/values.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { Answer } from '../../ports/trouble.ts'
import { hashSchema, quantitySchema } from '../../wire/json-values.ts'
import { requireHttpUrl } from '../http-url.ts'
import { createJsonRpc, type JsonRpc } from '../json-rpc/client.ts'

export interface L1Options {
  readonly url: string
  readonly deadlineMs: number
}

/** A block without transaction bodies: 68 bytes for each transaction hash. */
const maxResponseBytes = 4 * 1024 * 1024

/** An L1 execution client behind its JSON-RPC. */
export function createL1({ url, deadlineMs }: L1Options): L1Port {
  const rpc = createJsonRpc({ url: requireHttpUrl(url, 'L1 node'), deadlineMs, maxResponseBytes })
  return {
    name: rpc.name,
    blockAt: async (number, signal) => {
      const block = await readBlock(rpc, numberToHex(number), signal)
      if (block.kind !== 'ok' || block.value === null || block.value.number === number) return block
      return malformed(rpc, `asked for block ${number}, got ${block.value.number}`)
    },
    latest: async (signal) => {
      const block = await readBlock(rpc, 'latest', signal)
      if (block.kind !== 'ok') return block
      return block.value === null ? malformed(rpc, 'no latest block') : { kind: 'ok', value: block.value }
    },
    finalized: async (signal) => {
      const block = await readBlock(rpc, 'finalized', signal)
      return saysUnknownBlock(block) ? { kind: 'ok', value: null } : block
    },
  }
}

const blockSchema = Schema.NullOr(Schema.Struct({ number: quantitySchema, hash: hashSchema }))

/** A zero hash is absence, not a block. */
async function readBlock(rpc: JsonRpc, block: string, signal: AbortSignal): Promise<Answer<L1View | null>> {
  const answer = await rpc.call(blockSchema, 'eth_getBlockByNumber', [block, false], signal)
  return answer.kind === 'ok' && answer.value?.hash === zeroHash ? { kind: 'ok', value: null } : answer
}

const methodNotFound = -32601

/** Before the first finality clients answer null or, in words of their own, that the block is unknown. */
function saysUnknownBlock(answer: Answer<unknown>): boolean {
  if (answer.kind !== 'refused' || answer.code === methodNotFound) return false
  return /not found|unknown block/i.test(answer.detail)
}

function malformed(rpc: JsonRpc, seen: string): Answer<never> {
  return { kind: 'malformed', detail: `${rpc.name} eth_getBlockByNumber: ${seen}` }
}
