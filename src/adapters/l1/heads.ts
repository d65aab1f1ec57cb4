import * as Schema from 'effect/Schema'
import { numberToHex, zeroHash } from 'viem'
import type { L1View } from '../../../machines/values.ts'
import type { LinkedBlock } from '../../ports/chain-reader.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { Answer } from '../../ports/trouble.ts'
import { hashSchema, quantitySchema } from '../../wire/json-values.ts'
import type { Endpoint } from './endpoint.ts'
import type { Endpoints } from './endpoints.ts'

export interface HeadsOptions {
  readonly endpoints: Endpoints
  /** Told of each block that an endpoint calls canonical. */
  readonly onCanonical: (block: LinkedBlock) => void
}

/** Heights and hashes: who is canonical is the word of the endpoint that answers, with any header or none. */
export function createHeads({ endpoints, onCanonical }: HeadsOptions): Omit<L1Port, 'name'> {
  const read = async (
    question: (endpoint: Endpoint, signal: AbortSignal) => Promise<Answer<LinkedBlock | null>>,
    signal: AbortSignal,
  ): Promise<Answer<L1View | null>> => {
    const answer = await endpoints.ask(question, signal)
    if (answer.kind !== 'ok' || answer.value === null) return answer as Answer<null>
    onCanonical(answer.value)
    const { number, hash } = answer.value
    return { kind: 'ok', value: { number, hash } }
  }

  return {
    blockAt: (number, signal) => read((endpoint, live) => readAt(endpoint, number, live), signal),
    latest: async (signal) => (await read(readLatest, signal)) as Answer<L1View>,
    finalized: (signal) => read(readFinalized, signal),
  }
}

async function readAt(
  endpoint: Endpoint,
  number: number,
  signal: AbortSignal,
): Promise<Answer<LinkedBlock | null>> {
  const block = await readBlock(endpoint, numberToHex(number), signal)
  if (block.kind !== 'ok' || block.value === null || block.value.number === number) return block
  return malformed(endpoint, `asked for block ${number}, got ${block.value.number}`)
}

async function readLatest(endpoint: Endpoint, signal: AbortSignal): Promise<Answer<LinkedBlock>> {
  const block = await readBlock(endpoint, 'latest', signal)
  if (block.kind !== 'ok') return block
  return block.value === null ? malformed(endpoint, 'no latest block') : { kind: 'ok', value: block.value }
}

async function readFinalized(endpoint: Endpoint, signal: AbortSignal): Promise<Answer<LinkedBlock | null>> {
  const block = await readBlock(endpoint, 'finalized', signal)
  return saysUnknownBlock(block) ? { kind: 'ok', value: null } : block
}

const blockSchema = Schema.NullOr(
  Schema.Struct({ number: quantitySchema, hash: hashSchema, parentHash: hashSchema }),
)

/** A zero hash is absence, not a block. */
async function readBlock(
  { blocks }: Endpoint,
  block: string,
  signal: AbortSignal,
): Promise<Answer<LinkedBlock | null>> {
  const answer = await blocks.call(blockSchema, 'eth_getBlockByNumber', [block, false], signal)
  return answer.kind === 'ok' && answer.value?.hash === zeroHash ? { kind: 'ok', value: null } : answer
}

const methodNotFound = -32601

/** Before the first finality clients answer null or, in words of their own, that the block is unknown. */
function saysUnknownBlock(answer: Answer<unknown>): boolean {
  if (answer.kind !== 'refused' || answer.code === methodNotFound) return false
  return /not found|unknown block/i.test(answer.detail)
}

function malformed({ name }: Endpoint, seen: string): Answer<never> {
  return { kind: 'malformed', detail: `${name} eth_getBlockByNumber: ${seen}` }
}
