import * as Schema from 'effect/Schema'
import { numberToHex } from 'viem'
import type { L2BlockRef, RollupNodePort, SyncStatus } from '../../ports/rollup-node.ts'
import type { Answer } from '../../ports/trouble.ts'
import { decodeSyncStatus, l2Block } from '../../wire/sync-status.ts'
import { requireHttpUrl } from '../http-url.ts'
import { createJsonRpc, type JsonRpc } from '../json-rpc/client.ts'
import { interopTime } from './interop-time.ts'
import { createPassOn } from './pass-on.ts'
import { verifies } from './verifies.ts'

export interface RollupNodeOptions {
  readonly url: string
  readonly deadlineMs: number
}

/** A sync status has 4 KB; a verifier's holds one for each chain. */
const maxResponseBytes = 256 * 1024

/** For calls that are passed on, whose answers nobody here knows. */
const passedAnswerLimitBytes = 1024 * 1024

/** A rollup node (op-node, kona-node, or one chain of an op-supernode) behind its JSON-RPC. */
export function createRollupNode({ url, deadlineMs }: RollupNodeOptions): RollupNodePort {
  const rpc = createJsonRpc({ url: requireHttpUrl(url, 'rollup node'), deadlineMs, maxResponseBytes })
  const syncStatus = (signal: AbortSignal) => readSyncStatus(rpc, signal)
  return {
    name: rpc.name,
    syncStatus,
    interopTime: (signal) => interopTime(rpc, signal),
    passOn: createPassOn({ url, name: rpc.name, deadlineMs, answerLimitBytes: passedAnswerLimitBytes }),
    verifies: (signal) =>
      verifies(url, (at) => createJsonRpc({ url: at, deadlineMs, maxResponseBytes }), signal),
    blockAt: async (number, signal) => {
      const block = await readBlock(rpc, number, signal)
      if (block.kind !== 'refused') return block
      return (await isAboveTip(number, syncStatus(signal))) ? { kind: 'ok', value: null } : block
    },
  }
}

async function readSyncStatus(rpc: JsonRpc, signal: AbortSignal): Promise<Answer<SyncStatus>> {
  const answer = await rpc.request('optimism_syncStatus', [], signal)
  if (answer.kind !== 'ok') return answer
  const status = decodeSyncStatus(answer.value)
  if (status.kind === 'ok') return status
  return { kind: 'malformed', detail: `${rpc.name} optimism_syncStatus: ${status.reason}` }
}

const outputSchema = Schema.Struct({ blockRef: l2Block })

async function readBlock(rpc: JsonRpc, number: number, signal: AbortSignal): Promise<Answer<L2BlockRef>> {
  const method = 'optimism_outputAtBlock'
  const output = await rpc.call(outputSchema, method, [numberToHex(number)], signal)
  if (output.kind !== 'ok') return output
  const { blockRef } = output.value
  if (blockRef.number === number) return { kind: 'ok', value: blockRef }
  return { kind: 'malformed', detail: `${rpc.name} ${method}: asked for ${number}, got ${blockRef.number}` }
}

/** Nodes refuse a height they lack with words and codes of their own, so their tip tells what it meant. */
async function isAboveTip(number: number, asked: Promise<Answer<SyncStatus>>): Promise<boolean> {
  const status = await asked
  return status.kind === 'ok' && number > status.value.unsafe_l2.number
}
