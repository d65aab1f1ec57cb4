import { type ForkTimes, isActive } from '../forks.ts'
import type { L1InfoLayout } from './l1-info.ts'

/**
 * The layout due in the child of a block of this time. The L1Block contract learns a fork's layout from
 * the upgrade transactions of its first block, which stand behind the L1 info: so what counts is whether
 * the fork was active at the parent already.
 */
export function l1InfoLayoutAt(forks: ForkTimes, parentTime: number): L1InfoLayout {
  const newest = (['jovian', 'isthmus', 'ecotone'] as const).find((fork) => isActive(forks, fork, parentTime))
  return newest ?? 'bedrock'
}
