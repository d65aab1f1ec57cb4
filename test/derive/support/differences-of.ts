import { consolidateBlock } from '../../../src/derive/consolidate-block.ts'
import type { Difference } from '../../../src/derive/difference.ts'
import type { ExecutionPayloadEnvelope } from '../../../src/wire/payload.ts'
import type { World } from './world.ts'

/** Where a block in the place of a world's own is not what L1 makes of it. */
export function differencesOf(
  { rules, parent, origin, block: own }: World,
  block: ExecutionPayloadEnvelope = own,
): readonly Difference[] {
  const consolidation = consolidateBlock(rules, parent, block, origin)
  if (consolidation.kind === 'same') return []
  if (consolidation.kind === 'differs') return consolidation.differences
  throw new TypeError(`expected a comparison, saw ${consolidation.kind}`)
}
