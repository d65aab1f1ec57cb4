import type { Address } from '../../machines/values.ts'

/** Who sends the deposits that nobody on L1 asked for: L1 info, and most of what a network upgrade calls. */
export const depositor: Address = '0xdeaddeaddeaddeaddeaddeaddeaddeaddead0001'

/** Contracts that every OP chain has at the same place. OP specs, "Predeploys". */
export const predeploys = {
  gasPriceOracle: '0x420000000000000000000000000000000000000f',
  sequencerFeeVault: '0x4200000000000000000000000000000000000011',
  l1Block: '0x4200000000000000000000000000000000000015',
  proxyAdmin: '0x4200000000000000000000000000000000000018',
  operatorFeeVault: '0x420000000000000000000000000000000000001b',
  conditionalDeployer: '0x420000000000000000000000000000000000002c',
} as const satisfies Readonly<Record<string, Address>>
