import { predeploys } from '../predeploys.ts'
import { deployer, deployment, oracleSwitch, proxyUpdate } from './calls.ts'
import type { UpgradeCall } from './upgrade-call.ts'

/** OP specs, "Ecotone: network upgrade automation transactions". */
export const ecotone: readonly UpgradeCall[] = [
  deployment(
    'Ecotone: L1 Block Deployment',
    deployer(0),
    375_000n,
    '0xda6828a2a6e02d9fde7d5d9947f51b207f31abf5dbb538dd968cd491164e2115',
  ),
  deployment(
    'Ecotone: Gas Price Oracle Deployment',
    deployer(1),
    1_000_000n,
    '0xfd456e91d8c9714590a4f0a2c1046ba70e102f1c629ead886c4eebc3f921c3c3',
  ),
  proxyUpdate('Ecotone: L1 Block Proxy Update', predeploys.l1Block, deployer(0)),
  proxyUpdate('Ecotone: Gas Price Oracle Proxy Update', predeploys.gasPriceOracle, deployer(1)),
  oracleSwitch('Ecotone: Gas Price Oracle Set Ecotone', 'setEcotone()', 80_000n),
  deployment(
    'Ecotone: beacon block roots contract deployment',
    '0x0b799c86a49deeb90402691f1041aa3af2d3c875',
    250_000n,
    '0x468e991a328ab315e08296896adc222230a4960692e90cb6e096006ba6ae75d5',
  ),
]
