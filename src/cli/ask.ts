import type * as Schema from 'effect/Schema'
import { createJsonRpc } from '../adapters/json-rpc/client.ts'
import type { AskConfig } from '../config/ask.ts'
import type { Answer, Trouble } from '../ports/trouble.ts'

const deadlineMs = 10_000
const maxResponseBytes = 64 * 1024 * 1024

/** Asks a running follower once. */
export function ask<T>(
  { url }: AskConfig,
  result: Schema.Decoder<T>,
  method: string,
  params: readonly unknown[] = [],
): Promise<Answer<T>> {
  const follower = createJsonRpc({ url, deadlineMs, maxResponseBytes })
  return follower.call(result, method, params, new AbortController().signal)
}

/** What to tell a person whose question had no answer. */
export function noAnswer({ url }: AskConfig, trouble: Trouble): string {
  if (trouble.kind === 'unreachable') {
    return `no follower answers at ${url} (${trouble.detail}); is op-follower follow running, with this --rpc.port?\n`
  }
  return `the follower at ${url} gave no answer: ${trouble.detail}\n`
}
