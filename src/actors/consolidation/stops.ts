import type { ConsolidationStop } from '../../../machines/follower/readings.ts'
import type { BlockRef, L1View } from '../../../machines/values.ts'
import type { Consolidation } from '../../derive/consolidate-block.ts'
import type { Difference } from '../../derive/difference.ts'
import type { OriginLook } from '../../ports/l1-origins.ts'

/** Of a block that differs so many fields are named. */
const limitNamedFields = 12

/** What a block's rebuilding stops at; null where it is as rebuilt. */
export function stopOf(at: BlockRef, origin: L1View, found: Consolidation): ConsolidationStop | null {
  switch (found.kind) {
    case 'same':
      return null
    case 'differs':
      return differs(at, found.differences)
    case 'underivable':
      return {
        reason: 'underivable',
        at,
        detail: `of L1 block ${origin.number} ${origin.hash}: ${found.reason}`,
      }
    case 'unknown-fork': {
      const detail = `the fork ${found.name} is active since ${found.time}, and this version does not know it`
      return { reason: 'unknown-fork', at, detail }
    }
    case 'needs-next-origin': {
      const detail = `whether it may hold transactions is told by the L1 block above ${origin.number}, which our L1 does not have yet`
      return { reason: 'origin-ahead', at, detail }
    }
  }
}

/** A block that names an L1 origin which our L1 does not call canonical. */
export function stopOfLook(
  at: BlockRef,
  origin: L1View,
  look: Exclude<OriginLook, { readonly kind: 'canonical' }>,
): ConsolidationStop {
  const named = `its L1 origin ${origin.number} ${origin.hash}`
  if (look.kind === 'ahead') return { reason: 'origin-ahead', at, detail: `our L1 has not reached ${named}` }
  const detail = `${named} is not on our L1 chain`
  return { reason: 'origin-orphaned', at, detail, expected: look.canonical.hash, seen: origin.hash }
}

/** Its own claims cannot be read: no block that is derived is like that. */
export function unreadable(at: BlockRef, reason: string): ConsolidationStop {
  return { reason: 'differs', at, detail: reason }
}

function differs(at: BlockRef, differences: readonly Difference[]): ConsolidationStop {
  const [first, ...others] = differences
  const reason = 'differs' as const
  if (first === undefined) return { reason, at, detail: 'it is not what its parent and L1 make of it' }
  const named = others.slice(0, limitNamedFields - 1).map(({ field }) => field)
  const unnamed = others.length - named.length
  const more = unnamed > 0 ? [...named, `${unnamed} more`] : named
  const also = more.length > 0 ? `, nor are ${more.join(', ')}` : ''
  const detail = `${first.field} is not what its parent and L1 make of it${also}`
  return { reason, at, detail, expected: first.expected, seen: first.seen }
}
