import type { FollowerContext } from '../../../machines/follower/context.ts'

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
      }
    case 'command':
      return pending
    case 'replace':
      return replacement
    default:
      return undefined
  }
}
