import type { BlockRef } from '../values.ts'
import type { Blocker } from './blockers.ts'
import type { FollowerContext } from './context.ts'
import { originIsOrphaned } from './watermark.ts'

/** Why our chain is not rebuilt from L1 above the watermark. In nobody's way at or below it. */
export function consolidationBlockers(context: FollowerContext): readonly Blocker[] {
  const { trouble } = context.consolidation
  const found = [...orphanedOrigin(context), ...stopBlockers(context)].slice(0, 1)
  return trouble === null
    ? found
    : [...found, { code: `consolidation/${trouble.kind}`, detail: trouble.detail }]
}

/** The block is derived, and the rebuilding has not come to it: nothing is wrong, or it is named already. */
export function whyConsolidationWaits(context: FollowerContext, ahead: BlockRef): readonly Blocker[] {
  if (consolidationBlockers(context).length > 0) return []
  const { watermark } = context.consolidation
  const left = ahead.number - (watermark?.block.number ?? -1)
  return [
    {
      code: 'consolidation/behind',
      detail: `attested and derived, ${left === 1 ? '1 block is' : `${left} blocks are`} still to be rebuilt from L1`,
      expected: `rebuilt up to ${ahead.number}`,
      seen: watermark === null ? 'nothing yet' : `${watermark.block.number}`,
    },
  ]
}

function orphanedOrigin(context: FollowerContext): readonly Blocker[] {
  const { watermark } = context.consolidation
  if (!originIsOrphaned(context) || watermark === null) return []
  const { block, origin } = watermark
  return [
    {
      code: 'consolidation/origin-orphaned',
      detail: `block ${block.number} ${block.hash} and what lies below it were rebuilt from another L1 chain`,
      expected: 'a canonical L1 origin',
      seen: `${origin?.number} ${origin?.hash}`,
    },
  ]
}

function stopBlockers({ consolidation: { stop } }: FollowerContext): readonly Blocker[] {
  if (stop === null) return []
  const { reason, at, detail, expected, seen } = stop
  return [
    {
      code: `consolidation/${reason}`,
      detail: `block ${at.number} ${at.hash}: ${detail}`,
      ...(expected === undefined ? {} : { expected }),
      ...(seen === undefined ? {} : { seen }),
    },
  ]
}
