import { type Hex, type TransactionSerializable, toHex } from 'viem'
import type { Hash } from '../../../machines/values.ts'
import { hashSchema, quantitySchema } from '../../wire/json-values.ts'
import type { Chain } from './chain/chain.ts'
import type { L1 } from './l1.ts'

interface Place {
  readonly chainId: number
  readonly nonce: number
}

const gas = 1_000_000n
const fees = { maxFeePerGas: 20_000_000_000n, maxPriorityFeePerGas: 1n }

/** From the chain's user. Answers the hash, before the transaction is in a block. */
export function sendToL1(l1: L1, chain: Chain, to: Hex, data: Hex): Promise<Hash> {
  return signAndSend(l1, chain, (place) => ({ ...place, type: 'eip1559', to, data, gas, ...fees }))
}

/** The same with a transaction of any type. */
export async function signAndSend(
  { chainId, call }: L1,
  { accounts: { user } }: Chain,
  transaction: (place: Place) => TransactionSerializable,
): Promise<Hash> {
  const nonce = await call(quantitySchema, 'eth_getTransactionCount', user.address, 'pending')
  const raw = await user.signer.signTransaction(transaction({ chainId, nonce }))
  return call(hashSchema, 'eth_sendRawTransaction', raw)
}

export function word(value: number | bigint | Hex): Hex {
  return toHex(BigInt(value), { size: 32 })
}
