import type { FollowerContext } from '../../../machines/follower/context.ts'
import type { BlockRef } from '../../../machines/values.ts'

/** A doubted cross-safe head is examined for where our chain leads, so nothing above it is a condition. */
function rebuiltBelow({ examined, crossSafe, consolidation }: FollowerContext): BlockRef | null {
  const { watermark } = consolidation
  return watermark === null || examined?.hash === crossSafe?.hash ? null : watermark.block
}

/** What each kind of work must be asked in a given situation. */
export function expectedInput(context: FollowerContext, id: string): unknown {
  const { examined, pool, crossSafe, trustedBase, pending, replacement } = context
  switch (id) {
    case 'examine':
      return {
        target: examined,
        statements: pool.filter(({ number }) => number === examined?.number),
        crossSafe: crossSafe === null ? null : { number: crossSafe.number, hash: crossSafe.hash },
        trustedBase,
        consolidated: rebuiltBelow(context),
      }
    case 'command':
      return pending
    case 'replace':
      return replacement
    default:
      return undefined
  }
}
