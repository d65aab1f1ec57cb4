import * as Schema from 'effect/Schema'
import type { SealedHeader } from '../../derive/header.ts'
import type { Receipt } from '../../derive/receipt.ts'
import { receiptsRoot } from '../../derive/roots.ts'
import type { Answer } from '../../ports/trouble.ts'
import { receiptFromJson, receiptJsonSchema } from '../json-rpc/receipt-json.ts'
import type { Endpoint } from './endpoint.ts'
import { notThere } from './not-there.ts'
import { readReceiptsOneByOne } from './read-receipts-one-by-one.ts'

const method = 'eth_getBlockReceipts'
const methodNotFound = -32_601

/** All receipts of a block, which give the root that its header names. */
export async function readReceipts(
  endpoint: Endpoint,
  header: SealedHeader,
  trustRpc: boolean,
  signal: AbortSignal,
): Promise<Answer<readonly Receipt[]>> {
  const answer = await readAll(endpoint, header, signal)
  if (answer.kind !== 'ok' || trustRpc) return answer
  const root = receiptsRoot(answer.value)
  if (root === header.receiptsRoot) return answer
  const seen = `the receipts of block ${header.number} give the root ${root}`
  return {
    kind: 'malformed',
    detail: `${endpoint.name} ${method}: ${seen}, and not ${header.receiptsRoot} as its header says`,
  }
}

const receiptsSchema = Schema.NullOr(Schema.Array(receiptJsonSchema))

async function readAll(
  endpoint: Endpoint,
  { number, hash }: SealedHeader,
  signal: AbortSignal,
): Promise<Answer<readonly Receipt[]>> {
  const answer = await endpoint.receipts.call(receiptsSchema, method, [hash], signal)
  if (answer.kind === 'refused' && answer.code === methodNotFound)
    return readReceiptsOneByOne(endpoint, hash, signal)
  if (answer.kind !== 'ok') return answer
  if (answer.value !== null) return { kind: 'ok', value: answer.value.map(receiptFromJson) }
  return notThere(`${endpoint.name} ${method}: no block ${number} of hash ${hash}`)
}
