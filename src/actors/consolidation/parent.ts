import type { BlockRef, L1View } from '../../../machines/values.ts'
import { originOf } from '../../derive/origin-of.ts'
import type { Rules } from '../../derive/rules.ts'
import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'

/** A block of our chain as a whole, with the L1 origin that it names: what the next one is rebuilt on. */
export interface Parent {
  readonly block: BlockRef
  readonly origin: L1View
  readonly envelope: ExecutionPayloadEnvelope
}

export function parentOf({ rollup }: Rules, envelope: ExecutionPayloadEnvelope): Decoded<Parent> {
  const { blockNumber: number, blockHash: hash } = envelope.payload
  const named = originOf(rollup, envelope)
  return named.kind === 'ok'
    ? ok({ block: { number, hash }, origin: named.value.origin, envelope })
    : malformed(`it names no L1 origin: ${named.reason}`)
}
