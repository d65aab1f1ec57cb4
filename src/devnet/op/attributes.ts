import type { Attributes } from '../../derive/attributes/attributes.ts'
import { extraDataFields } from '../../derive/attributes/extra-data.ts'
import { encodeDeposit } from '../../derive/deposit.ts'
import type { PayloadAttributes } from '../../ports/execution-client.ts'
import { toHex } from '../../wire/hex.ts'

/** What the Engine API takes for derived attributes, with the transactions of the sequencer behind the deposits. */
export function engineAttributes(
  attributes: Attributes,
  sequenced: readonly Uint8Array[],
): PayloadAttributes {
  const { timestamp, prevRandao, suggestedFeeRecipient, parentBeaconBlockRoot, gasLimit } = attributes
  return {
    timestamp: quantity(timestamp),
    prevRandao,
    suggestedFeeRecipient,
    withdrawals: [],
    parentBeaconBlockRoot,
    transactions: [...forced(attributes), ...sequenced].map(toHex),
    noTxPool: true,
    gasLimit: quantity(gasLimit),
    eip1559Params: `0x${attributes.extraData.slice(4, 20)}`,
    minBaseFee: Number(extraDataFields(attributes.extraData)?.minBaseFee ?? 0n),
  }
}

/** Of upgrades only the hash of their code is known; on a chain that begins with all its forks none is due. */
function forced(attributes: Attributes): readonly Uint8Array[] {
  return attributes.forced.map(({ what, data, ...deposit }) => {
    if (!(data instanceof Uint8Array)) throw new Error(`the code of ${what} is not known`)
    return encodeDeposit({ ...deposit, data })
  })
}

function quantity(value: number | bigint): string {
  return `0x${value.toString(16)}`
}
