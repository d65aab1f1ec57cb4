import { predeploys } from '../predeploys.ts'
import { deployer, deployment, oracleSwitch, proxyUpdate } from './calls.ts'
import type { UpgradeCall } from './upgrade-call.ts'

/** OP specs, "Jovian: network upgrade automation transactions". */
export const jovian: readonly UpgradeCall[] = [
  deployment(
    'Jovian: L1 Block Deployment',
    deployer(6),
    447_315n,
    '0x1f054ff228ecad7f51772dd25084469192f7a33c522b87cd46ec5558d3c46aec',
  ),
  proxyUpdate('Jovian: L1 Block Proxy Update', predeploys.l1Block, deployer(6)),
  deployment(
    'Jovian: Gas Price Oracle Deployment',
    deployer(7),
    1_750_714n,
    '0xf72c23d9c3775afd7b645fde429d09800622d329116feb5ff9829634655123ca',
  ),
  proxyUpdate('Jovian: Gas Price Oracle Proxy Update', predeploys.gasPriceOracle, deployer(7)),
  oracleSwitch('Jovian: Gas Price Oracle Set Jovian', 'setJovian()', 90_000n),
]
