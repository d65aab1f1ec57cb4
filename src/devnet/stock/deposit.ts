import { concat, encodeAbiParameters, type Hex, numberToHex, zeroAddress } from 'viem'
import type { Address, Hash } from '../../../machines/values.ts'
import type { Chain } from './chain/chain.ts'
import type { L1 } from './l1.ts'
import { sendToL1, word } from './send-to-l1.ts'

/** What somebody wants done on the chain, whether its sequencer likes it or not. OP specs, "Deposits". */
export interface DepositOrder {
  readonly from: Address
  /** Null to create a contract. */
  readonly to: Address | null
  readonly mint?: bigint
  readonly value?: bigint
  readonly gas?: bigint
  readonly data?: Hex
}

const defaultGas = 100_000n
const version = 0

/** Has the deposit contract of the chain say it. Answers the hash of the transaction on L1, before it is in a block. */
export function deposit(l1: L1, chain: Chain, order: DepositOrder): Promise<Hash> {
  const { from, to } = order
  const topics = [from, to ?? zeroAddress, version].map(word)
  const data = encodeAbiParameters([{ type: 'bytes' }], [opaqueData(order)])
  return sendToL1(l1, chain, chain.contracts.depositContract, concat([...topics, data]))
}

function opaqueData({ to, mint = 0n, value = 0n, gas = defaultGas, data = '0x' }: DepositOrder): Hex {
  const isCreation = to === null ? 1 : 0
  return concat([
    word(mint),
    word(value),
    numberToHex(gas, { size: 8 }),
    numberToHex(isCreation, { size: 1 }),
    data,
  ])
}
