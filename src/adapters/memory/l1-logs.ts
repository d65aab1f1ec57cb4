import { encodeAbiParameters, encodePacked, pad, parseAbi, toEventSelector, toHex } from 'viem'
import type { Address } from '../../../machines/values.ts'
import type { Deposit } from '../../derive/deposit.ts'
import type { Log } from '../../derive/receipt.ts'
import { fromHex, toHex as hexOf } from '../../wire/hex.ts'

const [transactionDeposited, configUpdate] = parseAbi([
  'event TransactionDeposited(address indexed from, address indexed to, uint256 indexed version, bytes opaqueData)',
  'event ConfigUpdate(uint256 indexed version, uint8 indexed updateType, bytes data)',
]).map(toEventSelector) as [`0x${string}`, `0x${string}`]

const wordBytes = 32
const none = pad('0x', { size: wordBytes })

/** What a user deposits: a deposit without what its place on L1 makes of it. */
export type DepositRequest = Omit<Deposit, 'sourceHash' | 'isSystemTransaction'>

/** What the deposit contract (OptimismPortal) logs for a deposit, version 0. */
export function depositLog(contract: Address, { from, to, mint, value, gas, data }: DepositRequest): Log {
  const opaque = encodePacked(
    ['uint256', 'uint256', 'uint64', 'bool', 'bytes'],
    [mint, value, gas, to === null, hexOf(data)],
  )
  return {
    address: contract,
    topics: [transactionDeposited, pad(from), to === null ? none : pad(to), none],
    data: bytesOf(opaque),
  }
}

/** The update types of SystemConfig, as its log counts them. */
const configUpdateTypes = {
  batcher: 0,
  feeScalars: 1,
  gasLimit: 2,
  unsafeBlockSigner: 3,
  eip1559Params: 4,
  operatorFeeParams: 5,
  minBaseFee: 6,
  daFootprintGasScalar: 7,
} as const

/** What the SystemConfig contract logs for an update, version 0; the payload of each type is one word, or two. */
export function configUpdateLog(
  contract: Address,
  type: keyof typeof configUpdateTypes,
  ...words: readonly bigint[]
): Log {
  const payload = words.map((word) => toHex(word, { size: wordBytes }).slice(2)).join('')
  return {
    address: contract,
    topics: [configUpdate, none, toHex(configUpdateTypes[type], { size: wordBytes })],
    data: bytesOf(`0x${payload}`),
  }
}

/** The one `bytes` argument that both events carry. */
function bytesOf(payload: `0x${string}`): Uint8Array {
  return fromHex(encodeAbiParameters([{ type: 'bytes' }], [payload]))
}
