import * as Schema from 'effect/Schema'
import { numberToHex } from 'viem'
import { type SealedHeader, seal } from '../../derive/header.ts'
import type { Answer } from '../../ports/trouble.ts'
import { headerFromJson, headerJsonSchema } from '../json-rpc/header-json.ts'
import type { Endpoint } from './endpoint.ts'

const method = 'eth_getBlockByNumber'

/**
 * The header that an endpoint has at a height; null when its chain is not that long. A header that
 * does not hash to the hash it comes with is a lie, or carries a field that this version does not know.
 */
export async function readHeader(
  { name, blocks }: Endpoint,
  number: number,
  trustRpc: boolean,
  signal: AbortSignal,
): Promise<Answer<SealedHeader | null>> {
  const answer = await blocks.call(
    Schema.NullOr(headerJsonSchema),
    method,
    [numberToHex(number), false],
    signal,
  )
  if (answer.kind !== 'ok' || answer.value === null) return answer as Answer<null>
  const header = headerFromJson(answer.value)
  const lie = lieIn(header, number, trustRpc)
  if (lie === null) return { kind: 'ok', value: header }
  return { kind: 'malformed', detail: `${name} ${method}: ${lie}` }
}

function lieIn(header: SealedHeader, number: number, trustRpc: boolean): string | null {
  if (header.number !== number) return `asked for block ${number}, got ${header.number}`
  if (trustRpc) return null
  const { hash } = seal(header)
  if (hash === header.hash) return null
  return `the header of block ${number} hashes to ${hash}, and not to ${header.hash} as it says`
}
