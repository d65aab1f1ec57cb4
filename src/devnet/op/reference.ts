import type { RollupConfig } from '../../derive/config/rollup-config.ts'
import { originOf } from '../../derive/origin-of.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { RollupBlock } from '../rollup/chain.ts'

/** A block with what it says of itself. */
export function referred(rollup: RollupConfig, envelope: ExecutionPayloadEnvelope): RollupBlock {
  const place = originOf(rollup, envelope)
  if (place.kind === 'malformed') throw new Error(`a block of the embedded chain: ${place.reason}`)
  const { blockNumber: number, blockHash: hash, parentHash, timestamp } = envelope.payload
  const { origin: l1origin, sequenceNumber } = place.value
  return { envelope, ref: { number, hash, parentHash, timestamp, l1origin, sequenceNumber } }
}
