import type * as Schema from 'effect/Schema'
import { createJsonRpc } from '../../adapters/json-rpc/client.ts'
import type { Answer } from '../../ports/trouble.ts'

/** A JSON-RPC server of the network, as its stories ask it. */
export interface Rpc {
  readonly url: string
  /** Throws when there is no such answer. */
  readonly call: <T>(result: Schema.Decoder<T>, method: string, ...params: readonly unknown[]) => Promise<T>
  /** The same, with null for one that does not answer, or not so. */
  readonly attempt: <T>(
    result: Schema.Decoder<T>,
    method: string,
    ...params: readonly unknown[]
  ) => Promise<T | null>
}

const deadlineMs = 5_000
const maxResponseBytes = 16 * 1024 * 1024

export function createRpc(url: string): Rpc {
  const rpc = createJsonRpc({ url, deadlineMs, maxResponseBytes })
  const ask = <T>(result: Schema.Decoder<T>, method: string, params: readonly unknown[]) =>
    rpc.call(result, method, params, AbortSignal.timeout(deadlineMs))
  return {
    url,
    call: async (result, method, ...params) => resultOf(await ask(result, method, params)),
    attempt: async (result, method, ...params) => {
      const answer = await ask(result, method, params)
      return answer.kind === 'ok' ? answer.value : null
    },
  }
}

function resultOf<T>(answer: Answer<T>): T {
  if (answer.kind === 'ok') return answer.value
  throw new Error(answer.detail)
}
