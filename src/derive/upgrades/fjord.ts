import { predeploys } from '../predeploys.ts'
import { deployer, deployment, oracleSwitch, proxyUpdate } from './calls.ts'
import type { UpgradeCall } from './upgrade-call.ts'

/** OP specs, "Fjord: network upgrade automation transactions". */
export const fjord: readonly UpgradeCall[] = [
  deployment(
    'Fjord: Gas Price Oracle Deployment',
    deployer(2),
    1_450_000n,
    '0xb16f1e370e58c7693fd113a21a1b1e7ccebc03d4f1e5a76786fc27847ef51ead',
  ),
  proxyUpdate('Fjord: Gas Price Oracle Proxy Update', predeploys.gasPriceOracle, deployer(2)),
  oracleSwitch('Fjord: Gas Price Oracle Set Fjord', 'setFjord()', 90_000n),
]
