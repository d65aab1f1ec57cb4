import * as Schema from 'effect/Schema'
import type { Answer } from '../../ports/trouble.ts'
import { hashSchema } from '../../wire/json-values.ts'
import type { JsonRpc } from '../json-rpc/client.ts'

const methodNotFound = -32601

const supernodeStatusSchema = Schema.Struct({
  current_l1: Schema.Struct({ number: Schema.Int, hash: hashSchema }),
  safe_timestamp: Schema.Int,
})

/**
 * Whether a verifier is behind this address. op-supernode serves each chain under `/<chainId>`
 * and speaks for itself one level up, so there it is asked when the chain's own path does not know.
 */
export async function verifies(
  url: string,
  connect: (url: string) => JsonRpc,
  signal: AbortSignal,
): Promise<Answer<boolean>> {
  const here = await asked(connect(url), signal)
  const parent = parentOf(url)
  if (parent === null || !isMethodUnknown(here)) return isMethodUnknown(here) ? no : here
  const above = await asked(connect(parent), signal)
  // One level up may live anything, a web page for instance.
  return isMethodUnknown(above) || above.kind === 'malformed' ? no : above
}

const no: Answer<boolean> = { kind: 'ok', value: false }

async function asked(rpc: JsonRpc, signal: AbortSignal): Promise<Answer<boolean>> {
  const status = await rpc.call(supernodeStatusSchema, 'supernode_syncStatus', [], signal)
  return status.kind === 'ok' ? { kind: 'ok', value: true } : status
}

function isMethodUnknown(answer: Answer<boolean>): boolean {
  return answer.kind === 'refused' && answer.code === methodNotFound
}

/** The address above a chain's path; null when the address names no chain. */
function parentOf(url: string): string | null {
  const above = new URL(url)
  const chain = /\/\d+\/?$/.exec(above.pathname)
  if (chain === null) return null
  above.pathname = above.pathname.slice(0, chain.index + 1)
  return above.href
}
