import type { L1 } from '../l1.ts'
import { l1Forks } from './l1-genesis.ts'

const blobsSincePrague = { target: 6, max: 9, baseFeeUpdateFraction: 5_007_716 }

/** What op-node wants to know of an L1 that it does not know by its chain id: its forks, from the first block on. */
export function l1Config({ chainId, hardfork }: Pick<L1, 'chainId' | 'hardfork'>) {
  return {
    chainId,
    ...l1Forks(hardfork),
    mergeNetsplitBlock: 0,
    blobSchedule: {
      cancun: { target: 3, max: 6, baseFeeUpdateFraction: 3_338_477 },
      ...(hardfork !== 'cancun' && { prague: blobsSincePrague }),
      ...(hardfork === 'osaka' && { osaka: blobsSincePrague }),
    },
  }
}
