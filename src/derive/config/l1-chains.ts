import type { L1ChainConfig } from './l1-chain-config.ts'

/** What the fee of blobs is divided by since each of L1's forks that changed it. Osaka kept Prague's. */
const fraction = { cancun: 3_338_477n, prague: 5_007_716n, bpo1: 8_346_193n, bpo2: 11_684_671n } as const

/** Mainnet, Sepolia and Hoodi. */
const chains: readonly L1ChainConfig[] = [
  chain(1, { cancun: 1_710_338_135, prague: 1_746_612_311, bpo1: 1_765_290_071, bpo2: 1_767_747_671 }),
  chain(11_155_111, {
    cancun: 1_706_655_072,
    prague: 1_741_159_776,
    bpo1: 1_761_017_184,
    bpo2: 1_761_607_008,
  }),
  chain(560_048, { cancun: 0, prague: 1_742_999_832, bpo1: 1_762_365_720, bpo2: 1_762_955_544 }),
]

/** A public L1 that is known here; null for any other, which needs a config of its own. */
export function l1ChainConfig(chainId: number): L1ChainConfig | null {
  return chains.find((one) => one.chainId === chainId) ?? null
}

type BlobFork = keyof typeof fraction

function chain(chainId: number, times: Readonly<Record<BlobFork, number>>): L1ChainConfig {
  const forks: readonly BlobFork[] = ['cancun', 'prague', 'bpo1', 'bpo2']
  const blobFeeSteps = forks.map((fork) => ({ time: times[fork], baseFeeUpdateFraction: fraction[fork] }))
  return { chainId, blobFeeSteps }
}
