import type { Hash } from '../../../machines/values.ts'
import type { RollupConfig } from '../../../src/derive/config/rollup-config.ts'
import { type ForkName, type ForkTimes, forkNames } from '../../../src/derive/forks.ts'
import type { Rules } from '../../../src/derive/rules.ts'
import type { SystemConfig } from '../../../src/derive/system-config.ts'

/** Thirty-two times one byte. */
export function word(byte: number): Hash {
  return `0x${byte.toString(16).padStart(2, '0').repeat(32)}`
}

export const systemConfig: SystemConfig = {
  batcher: `0x${'ba'.repeat(20)}`,
  overhead: word(0),
  scalar: `0x01${'00'.repeat(23)}000f79c50000146b`,
  gasLimit: 60_000_000n,
  eip1559Params: '0x000000fa00000006',
  operatorFeeParams: word(0),
  minBaseFee: 0n,
  daFootprintGasScalar: 0,
}

export const l2Genesis = { number: 0, hash: word(0x20), time: 1_000 }

/** A chain with a block every two seconds, and forks of its own choice: the others never come. */
export function rollupOf(forks: Partial<ForkTimes>, changes: Partial<RollupConfig> = {}): RollupConfig {
  const never = Object.fromEntries(forkNames.map((name) => [name, null])) as Record<ForkName, null>
  return {
    l1ChainId: 900,
    l2ChainId: 901,
    genesis: {
      l1: { number: 7, hash: word(0x10) },
      l2: { number: l2Genesis.number, hash: l2Genesis.hash },
      l2Time: l2Genesis.time,
      systemConfig,
    },
    blockTimeSeconds: 2,
    maxSequencerDriftSeconds: 600,
    forks: { ...never, ...forks },
    unknownForks: [],
    keepKarstUpgradeGas: false,
    pectraBlobScheduleTime: null,
    canyonEip1559Params: '0x000000fa00000006',
    depositContract: `0x${'de'.repeat(20)}`,
    l1SystemConfig: `0x${'5c'.repeat(20)}`,
    ...changes,
  }
}

/** All forks up to this one at genesis, the later ones never. */
export function forksUpTo(last: ForkName): Partial<ForkTimes> {
  return Object.fromEntries(forkNames.slice(0, forkNames.indexOf(last) + 1).map((name) => [name, 0]))
}

/** The rules of such a chain on an L1 with a single pace of blob fees. */
export function rulesOf(rollup: RollupConfig): Rules {
  return {
    rollup,
    l1: { chainId: 900, blobFeeSteps: [{ time: 0, baseFeeUpdateFraction: 5_007_716n }] },
    pastUnknownForks: false,
  }
}
