import type { L1View } from '../../machines/values.ts'
import { type Decoded, malformed, ok } from '../wire/decoded.ts'
import type { ExecutionPayloadEnvelope } from '../wire/payload.ts'
import type { RollupConfig } from './config/rollup-config.ts'
import { l1InfoOf } from './l1-info/l1-info-of.ts'

/** The L1 block that an L2 block names as its origin, and how many blocks before it named the same. */
export interface BlockOrigin {
  readonly origin: L1View
  readonly sequenceNumber: number
}

/** By the block's own L1 info; that of genesis is in the config. What the block says of it is not checked here. */
export function originOf(rollup: RollupConfig, block: ExecutionPayloadEnvelope): Decoded<BlockOrigin> {
  const { genesis } = rollup
  const { blockNumber, blockHash } = block.payload
  if (blockNumber === genesis.l2.number) {
    if (blockHash === genesis.l2.hash) return ok({ origin: genesis.l1, sequenceNumber: 0 })
    return malformed(`the chain begins with ${genesis.l2.hash}, and block ${blockNumber} is ${blockHash}`)
  }
  const info = l1InfoOf(rollup, block.payload)
  if (info.kind === 'malformed') return info
  const { number, blockHash: hash, sequenceNumber } = info.value
  return ok({ origin: { number, hash }, sequenceNumber })
}
