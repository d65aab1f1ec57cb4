import type { Hash } from '../../../machines/values.ts'
import { depositor, predeploys } from '../predeploys.ts'
import { callWithAddress, upgradeTo } from './calls.ts'
import type { UpgradeCall } from './upgrade-call.ts'

/**
 * The bundle of Karst, in its order: each contract is deployed through the conditional deployer, and one
 * call in the end points all predeploys to them.
 */
const bundle: readonly UpgradeCall[] = [
  {
    intent: 'ConditionalDeployer Deployment',
    from: depositor,
    to: '0x4e59b44847b379578588920ca78fbf26c0b4956c',
    gas: 580_000n,
    data: { keccak256: '0x8a6b9da3cad85a3f38fd6eb910079d4557ca6ee4a82f9fb009d9fe9a415b6c01' },
  },
  upgradeTo(
    'Upgrade ConditionalDeployer Implementation',
    predeploys.conditionalDeployer,
    '0x906835344844979ffd3a752eaa23728d513db00b',
    77_000n,
  ),
  implementation(
    'StorageSetter',
    498_000n,
    '0x0d62b13592ddefc7029301538aed50feed13a6d05e04c83a1f27b8d0b1f840fe',
  ),
  implementation(
    'L2CrossDomainMessenger',
    3_129_000n,
    '0xc142b4e7e3f393be7c394c99ee7fdeff6b50aba3b865d7bc9d7013d3efd118b0',
  ),
  implementation(
    'GasPriceOracle',
    2_762_000n,
    '0xae1fc39727a1abfbc6f78cf632bd1af2dcbea649fbe7f645cf757a035acb7b2b',
  ),
  implementation(
    'L2StandardBridge',
    4_193_000n,
    '0xb78e7896bb4a18dc53c23ec5ebd8078104e8cb471687af39ebbc6ba7c7fe7330',
  ),
  implementation(
    'SequencerFeeVault',
    1_506_000n,
    '0xf45baa25dbd83595f76261b45800c7c4d282e82e15412aca62af659ee9cfb468',
  ),
  implementation(
    'OptimismMintableERC20Factory',
    4_193_000n,
    '0x6d85f2a95e173c8bc04d94b7fad69f6ef1ef23e84e82eda123dc7fcf64d66a46',
  ),
  implementation(
    'L2ERC721Bridge',
    2_367_000n,
    '0x6d5349966202b8d5bce81f3b9d8f131252637400d81853106cbbc89a7502baf4',
  ),
  implementation('L1Block', 1_191_000n, '0x8d52ae1aed1d3e2883d2f695b3c974fe153d8d3d4c77b9f57f82f4a975c4f9a4'),
  implementation(
    'L2ToL1MessagePasser',
    694_000n,
    '0x78a0da93db12ff74d2e68b3b2c7480b5653f46fb36a14d8a9cba9855a4321027',
  ),
  implementation(
    'OptimismMintableERC721Factory',
    5_661_000n,
    '0xbe488c02b1fb0093021cf87f7f59c6738572e06480a413678fd552aa0c0c5ac5',
  ),
  implementation(
    'L2ProxyAdmin',
    2_541_000n,
    '0x3b3bc5429dd42dacd2882c577753635aec7a512d2d00398fbe742bdf0b032cb8',
  ),
  implementation(
    'BaseFeeVault',
    1_503_000n,
    '0x46433a74ff09bb5fee5d8bdeec91dc58200484ab6617dcdf7b46c0b1e9476482',
  ),
  implementation(
    'L1FeeVault',
    260_550n,
    '0x46433a74ff09bb5fee5d8bdeec91dc58200484ab6617dcdf7b46c0b1e9476482',
  ),
  implementation(
    'OperatorFeeVault',
    1_504_000n,
    '0x76543b77fa3f9b7c42a00db32a84fa613b659dff7da7f3a51ba802e66e8ad222',
  ),
  implementation(
    'SchemaRegistry',
    805_000n,
    '0xd2dcc2100636b6856533a29fb234a444d723f4bfcb3bcd92e767db72c1c9ceb9',
  ),
  implementation('EAS', 6_251_000n, '0x5dff8634bd733e136b643b6329d73d21b2abcdf9ce31f54c8febf90a05aaae61'),
  implementation(
    'ConditionalDeployer',
    116_400n,
    '0x8ce70543f203c8bcf8588c8f0f2d15c68d70f03c5ffb3bc6a0a89f9a8c9f3c19',
  ),
  implementation(
    'L2DevFeatureFlags',
    315_000n,
    '0x322e9a2151b61ae12104b1b72430f9b50def211c47125dd9321ba61396fc9c56',
  ),
  implementation(
    'CrossL2Inbox',
    668_000n,
    '0x4b9f27cf0d392b95dc386f596e2fca977e32db1244dbd05d17cdc343629abc16',
  ),
  implementation(
    'L2ToL2CrossDomainMessenger',
    1_611_000n,
    '0x9513f0361ef80a3fc797bbcbcbe26eefd9846c5fd9aa9f794ccdc6ad8a7cca02',
  ),
  implementation(
    'SuperchainETHBridge',
    757_000n,
    '0x24aaaf722779c0574d17619e0aa1d729405ee149db1bf01db41f07b32e7e5a0b',
  ),
  implementation(
    'ETHLiquidity',
    423_000n,
    '0xe512b2c52b823c4b65763c3ac24140a3ec0c4b5cbafb006e7e7b4441d1da2553',
  ),
  implementation(
    'L1BlockCGT',
    1_568_000n,
    '0xf657a19cd7a023a95bf605585d62cf83d9de7122b3b371376f0b5be65530da52',
  ),
  implementation(
    'L2ToL1MessagePasserCGT',
    827_000n,
    '0x656ede75198aa061a951cb564871cc53cff38e0f6c1085492fd4f025f0885ced',
  ),
  implementation(
    'LiquidityController',
    1_870_000n,
    '0xeb0d4b1c33d3a7cc8d6550f9d774ae6f475ea78917384d7250e0ca8a4ccc38d0',
  ),
  implementation(
    'NativeAssetLiquidity',
    392_000n,
    '0x1bf048630ea3c1004117c7d0b5555111aaa763252208b199b610dbb4b22c82db',
  ),
  upgradeTo(
    'Upgrade L2ProxyAdmin Implementation',
    predeploys.proxyAdmin,
    '0x893c2ceeb71d38514daf67728d3ff1b213fc4b5f',
    49_711n,
  ),
  implementation(
    'L2ContractsManager',
    4_942_996n,
    '0x20d22c644cc6f261c32498ad36d4019357fec5780e2479464948277b4360a5aa',
  ),
  {
    intent: 'L2ProxyAdmin Upgrade Predeploys',
    from: depositor,
    to: predeploys.proxyAdmin,
    gas: 2_115_000n,
    data: callWithAddress('upgradePredeploys(address)', '0x5398a70eb0929dd7bfc73c59e7137d8c7cdf6669'),
  },
]

/** In a bundle, an intent is an identity together with the fork and its place. */
export const karst: readonly UpgradeCall[] = bundle.map((call, index) => ({
  ...call,
  intent: `karst ${index}: ${call.intent}`,
}))

/** Salt and code go with the call, so both are in the hash. */
function implementation(contract: string, gas: bigint, data: Hash): UpgradeCall {
  return {
    intent: `Deploy ${contract} Implementation`,
    from: depositor,
    to: predeploys.conditionalDeployer,
    gas,
    data: { keccak256: data },
  }
}
