import { predeploys } from '../predeploys.ts'
import { deployer, deployment, oracleSwitch, proxyUpdate } from './calls.ts'
import type { UpgradeCall } from './upgrade-call.ts'

/** OP specs, "Isthmus: network upgrade automation transactions". */
export const isthmus: readonly UpgradeCall[] = [
  deployment(
    'Isthmus: L1 Block Deployment',
    deployer(3),
    425_000n,
    '0xa1f984b8ea199574261c19122b5a9c8c7dbd3633980b1e7aaf6b7af24af60478',
  ),
  deployment(
    'Isthmus: Gas Price Oracle Deployment',
    deployer(4),
    1_625_000n,
    '0x38ef70b2783dd45ad807afcf57972c7df4abaaeb5d16d17cdb451b9e931a9cbb',
  ),
  deployment(
    'Isthmus: Operator Fee Vault Deployment',
    deployer(5),
    500_000n,
    '0x3d8c0d7736e8767f2f797da1c20c5fe30bd7f48a4cf75f376290481ad7c0f91f',
  ),
  proxyUpdate('Isthmus: L1 Block Proxy Update', predeploys.l1Block, deployer(3)),
  proxyUpdate('Isthmus: Gas Price Oracle Proxy Update', predeploys.gasPriceOracle, deployer(4)),
  proxyUpdate('Isthmus: Operator Fee Vault Proxy Update', predeploys.operatorFeeVault, deployer(5)),
  oracleSwitch('Isthmus: Gas Price Oracle Set Isthmus', 'setIsthmus()', 90_000n),
  deployment(
    'Isthmus: EIP-2935 Contract Deployment',
    '0x3462413af4609098e1e27a490f554f260213d685',
    250_000n,
    '0xd9a100b412a9e846fc9893402b583bb45f5d812b7a5c4fef9b49bc602b15520b',
  ),
]
