import { type Hex, keccak256, pad, toHex } from 'viem'
import type { Address } from '../../../../machines/values.ts'

/** Where a chain's contracts are on L1. */
export interface L1Contracts {
  readonly systemConfig: Address
  readonly depositContract: Address
  /** Nobody is there: what is sent to it is a batch. */
  readonly batchInbox: Address
}

/** Which of its storage says who signs unsafe blocks. */
export const unsafeBlockSignerSlot = keccak256(toHex('systemconfig.unsafeblocksigner'))

export function l1ContractsOf(chainId: number): L1Contracts {
  return {
    systemConfig: addressOf(0xc0ff_0000 + chainId),
    depositContract: addressOf(0xbeef_0000 + chainId),
    batchInbox: addressOf(0xff00_0000 + chainId),
  }
}

function addressOf(value: number): Address {
  return pad(toHex(value), { size: 20 })
}

/**
 * A deposit contract that asks nothing: it logs `TransactionDeposited` with sender, receiver and version,
 * which are the first three words of the call data, and the rest of it.
 */
export const credulousDepositContract: Hex = `0x${[
  '6060',
  '36',
  '03',
  '6060',
  '6000',
  '37', // CALLDATACOPY(0, 96, CALLDATASIZE - 96)
  '6040',
  '35', // version
  '6020',
  '35', // receiver
  '6000',
  '35', // sender
  topicOf('TransactionDeposited(address,address,uint256,bytes)'),
  '6060',
  '36',
  '03',
  '6000',
  'a4', // LOG4(0, CALLDATASIZE - 96, topic, sender, receiver, version)
  '00',
].join('')}`

/**
 * A SystemConfig that anybody may write to: it logs `ConfigUpdate` with version and type of the update,
 * which are the first two words of the call data, and the rest of it.
 */
export const credulousSystemConfig: Hex = `0x${[
  '6040',
  '36',
  '03',
  '6040',
  '6000',
  '37', // CALLDATACOPY(0, 64, CALLDATASIZE - 64)
  '6020',
  '35', // type
  '6000',
  '35', // version
  topicOf('ConfigUpdate(uint256,uint8,bytes)'),
  '6040',
  '36',
  '03',
  '6000',
  'a3', // LOG3(0, CALLDATASIZE - 64, topic, version, type)
  '00',
].join('')}`

/** PUSH32 */
function topicOf(event: string): string {
  return `7f${keccak256(toHex(event)).slice(2)}`
}
