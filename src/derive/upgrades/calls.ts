import type { Address, Hash } from '../../../machines/values.ts'
import { keccak256 } from '../../wire/hash.ts'
import { fixedBytes, toHex } from '../../wire/hex.ts'
import { rlpStrings } from '../../wire/rlp.ts'
import { selectorOf } from '../abi.ts'
import { writeUint } from '../big-endian.ts'
import { depositor, predeploys } from '../predeploys.ts'
import type { UpgradeCall } from './upgrade-call.ts'

/** The shapes that the calls of all upgrades have. */

/** The accounts that deploy for upgrades, each a single contract: nobody has a key to them. */
export function deployer(index: number): Address {
  return toHex(writeUint(0x4210n * 2n ** 144n + BigInt(index), 20))
}

/** Creates a contract, whose code is told by hash. */
export function deployment(intent: string, from: Address, gas: bigint, code: Hash): UpgradeCall {
  return { intent, from, to: null, gas, data: { keccak256: code } }
}

/** Points a predeploy to the contract that a deployer made. */
export function proxyUpdate(intent: string, proxy: Address, by: Address): UpgradeCall {
  return upgradeTo(intent, proxy, firstContractOf(by), 50_000n)
}

/** From nobody, whom a proxy obeys as its admin. */
export function upgradeTo(intent: string, proxy: Address, implementation: Address, gas: bigint): UpgradeCall {
  const data = callWithAddress('upgradeTo(address)', implementation)
  return { intent, from: nobody, to: proxy, gas, data }
}

const nobody: Address = '0x0000000000000000000000000000000000000000'

/** Tells the gas price oracle which formula is due. */
export function oracleSwitch(intent: string, signature: string, gas: bigint): UpgradeCall {
  return { intent, from: depositor, to: predeploys.gasPriceOracle, gas, data: selectorOf(signature) }
}

export function callWithAddress(signature: string, argument: Address): Uint8Array {
  return Buffer.concat([selectorOf(signature), new Uint8Array(12), fixedBytes(argument, 20)])
}

/** Where CREATE puts the contract of an account's first transaction. */
function firstContractOf(account: Address): Address {
  const nonce = new Uint8Array(0)
  return toHex(keccak256(rlpStrings([fixedBytes(account, 20), nonce])).subarray(12))
}
