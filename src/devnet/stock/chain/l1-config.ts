import { l1ForksAtGenesis } from '../../l1-forks.ts'

/** What op-node wants to know of an L1 that it does not know by its chain id: Prague from the first block on. */
export function l1Config(chainId: number) {
  return {
    chainId,
    ...l1ForksAtGenesis,
    mergeNetsplitBlock: 0,
    pragueTime: 0,
    blobSchedule: {
      cancun: { target: 3, max: 6, baseFeeUpdateFraction: 3_338_477 },
      prague: { target: 6, max: 9, baseFeeUpdateFraction: 5_007_716 },
    },
  }
}
