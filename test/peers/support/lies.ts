import { type Deposit, decodeDeposit, encodeDeposit } from '../../../src/derive/deposit.ts'
import { decodeL1Info, encodeL1Info } from '../../../src/derive/l1-info/codec.ts'
import type { Decoded } from '../../../src/wire/decoded.ts'
import { fromHex, toHex } from '../../../src/wire/hex.ts'
import type { Hex } from '../../../src/wire/payload.ts'
import type { AskedAttributes, Lie } from './lying-client.ts'

const word: Hex = `0x${'ee'.repeat(32)}`
const address: Hex = `0x${'ee'.repeat(20)}`

/** One attribute altered, by the name of the field that has to be named. */
export const lies = {
  prevRandao: (asked: AskedAttributes) => ({ ...asked, prevRandao: word }),
  feeRecipient: (asked) => ({ ...asked, suggestedFeeRecipient: address }),
  parentBeaconBlockRoot: (asked) => ({ ...asked, parentBeaconBlockRoot: word }),
  gasLimit: (asked) => ({ ...asked, gasLimit: '0x17d7840' }),
  'extraData.elasticity': (asked) => ({ ...asked, eip1559Params: '0x000000fa00000002' }),
  'extraData.minBaseFee': (asked) => ({ ...asked, minBaseFee: 1 }),
  'l1Info.baseFee': (asked) =>
    withDeposit(asked, 0, (deposit) => {
      const info = decodedOf(decodeL1Info(deposit.data))
      return { ...deposit, data: encodeL1Info({ ...info, baseFee: info.baseFee + 1n }) }
    }),
  'transactions[1] (deposit of log 0).mint': (asked) =>
    withUserDeposit(asked, () =>
      withDeposit(asked, 1, (deposit) => ({ ...deposit, mint: deposit.mint + 1n })),
    ),
  'transactions[1] (deposit of log 0)': (asked) =>
    withUserDeposit(asked, () => {
      const [l1Info, , ...others] = asked.transactions
      return { ...asked, transactions: [l1Info!, ...others] }
    }),
} satisfies Readonly<Record<string, Lie>>

function withUserDeposit(asked: AskedAttributes, alter: () => AskedAttributes): AskedAttributes | null {
  return asked.transactions[1]?.startsWith('0x7e') ? alter() : null
}

function withDeposit(
  asked: AskedAttributes,
  index: number,
  alter: (deposit: Deposit) => Deposit,
): AskedAttributes {
  const deposit = decodedOf(decodeDeposit(fromHex(asked.transactions[index]!)))
  return { ...asked, transactions: asked.transactions.with(index, toHex(encodeDeposit(alter(deposit)))) }
}

function decodedOf<T>(decoded: Decoded<T>): T {
  if (decoded.kind === 'ok') return decoded.value
  throw new Error(decoded.reason)
}
