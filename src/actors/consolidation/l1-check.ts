import type { OriginOfBlock } from '../derivation/witnesses.ts'
import { parentOf } from './parent.ts'
import {
  type ConsolidationReader,
  type ConsolidationReaderOptions,
  createConsolidationReader,
} from './read.ts'

/** All that rests on rebuilding blocks from L1 (tier T2). */
export interface L1Check {
  readonly read: ConsolidationReader
  readonly originOf: OriginOfBlock
}

export function createL1Check(options: ConsolidationReaderOptions): L1Check {
  return { read: createConsolidationReader(options), originOf: originOfBlock(options) }
}

/** Clients keep for a while what is no longer on their chain. */
function originOfBlock({
  client,
  rules,
}: Pick<ConsolidationReaderOptions, 'client' | 'rules'>): OriginOfBlock {
  return async ({ hash }, signal) => {
    const known = await rules(signal)
    if (known.kind !== 'ok') return null
    const whole = await client.payload(hash, signal)
    if (whole.kind !== 'ok' || whole.value === null) return null
    const named = parentOf(known.value, whole.value)
    return named.kind === 'ok' ? named.value.origin : null
  }
}
