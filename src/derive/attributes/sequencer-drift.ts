import type { RollupConfig } from '../config/rollup-config.ts'
import { isActive } from '../forks.ts'

/** Fixed by Fjord, whatever the config says. */
const sinceFjordSeconds = 1800

/** How far the time of a block with transactions may be past that of its origin. It goes by the origin's time. */
export function sequencerDriftSeconds(
  { forks, maxSequencerDriftSeconds }: Pick<RollupConfig, 'forks' | 'maxSequencerDriftSeconds'>,
  originTime: number,
): number {
  return isActive(forks, 'fjord', originTime) ? sinceFjordSeconds : maxSequencerDriftSeconds
}
