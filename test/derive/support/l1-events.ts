import type { Address } from '../../../machines/values.ts'
import { topicOf } from '../../../src/derive/abi.ts'
import { writeUint } from '../../../src/derive/big-endian.ts'
import type { Deposit } from '../../../src/derive/deposit.ts'
import type { Log, Receipt } from '../../../src/derive/receipt.ts'
import { fixedBytes, toHex } from '../../../src/wire/hex.ts'
import { word } from './rollup.ts'

/** What the deposit contract logs for a deposit, as Solidity encodes it. */
export function depositEvent(
  contract: Address,
  { from, to, mint, value, gas, data }: Omit<Deposit, 'sourceHash' | 'isSystemTransaction'>,
): Log {
  const opaque = [
    writeUint(mint, 32),
    writeUint(value, 32),
    writeUint(gas, 8),
    writeUint(to === null ? 1 : 0, 1),
    data,
  ]
  return {
    address: contract,
    topics: [
      topicOf('TransactionDeposited(address,address,uint256,bytes)'),
      wordOf(from),
      wordOf(to ?? `0x${'00'.repeat(20)}`),
      word(0),
    ],
    data: bytesArgument(Buffer.concat(opaque)),
  }
}

/** Of somebody else's contract: it only takes a place. */
export const otherEvent: Log = {
  address: `0x${'07'.repeat(20)}`,
  topics: [word(0x77)],
  data: new Uint8Array(5),
}

export function receiptOf(logs: readonly Log[], succeeded = true): Receipt {
  return { type: 2, succeeded, cumulativeGasUsed: 21_000n, logsBloom: `0x${'00'.repeat(256)}`, logs }
}

function wordOf(address: Address) {
  return toHex(Buffer.concat([new Uint8Array(12), fixedBytes(address, 20)]))
}

function bytesArgument(bytes: Uint8Array): Uint8Array {
  const padding = new Uint8Array((32 - (bytes.length % 32)) % 32)
  return Buffer.concat([writeUint(32, 32), writeUint(bytes.length, 32), bytes, padding])
}
