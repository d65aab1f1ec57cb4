import { privateKeyToAccount } from 'viem/accounts'
import { fromHex } from '../../src/wire/hex.ts'

const account = privateKeyToAccount(`0x${'be'.repeat(32)}`)

/** Rich enough at genesis for all of its transfers. */
export const spender = account.address.toLowerCase() as `0x${string}`

export const transfersPerBlock = 20

/** Signs transfers one after another, so that an execution client takes them. */
export function createSequencer(chainId = 901) {
  let nonce = 0
  const transfer = async (): Promise<Uint8Array> => {
    const signed = await account.signTransaction({
      type: 'eip1559',
      chainId,
      nonce: nonce++,
      to: `0x${'b0'.repeat(20)}`,
      value: 1n,
      gas: 21_000n,
      maxFeePerGas: 10n ** 11n,
      maxPriorityFeePerGas: 0n,
    })
    return fromHex(signed)
  }
  return {
    transfers: (): Promise<readonly Uint8Array[]> =>
      Promise.all(Array.from({ length: transfersPerBlock }, transfer)),
  }
}
