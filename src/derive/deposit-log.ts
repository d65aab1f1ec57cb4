import type { Address, Hash } from '../../machines/values.ts'
import { type Decoded, malformed, ok } from '../wire/decoded.ts'
import { fixedBytes, toHex } from '../wire/hex.ts'
import { onlyBytesArgument, topicOf } from './abi.ts'
import { readUint } from './big-endian.ts'
import type { Deposit } from './deposit.ts'
import type { Log } from './receipt.ts'
import { userDepositSource } from './source-hash.ts'

/** The event that the deposit contract of L1 deposits with. OP specs, "Deposits", user-deposited transactions. */
export const depositTopic = topicOf('TransactionDeposited(address,address,uint256,bytes)')

/** Where the fields of a deposit lie in the bytes that the event carries. */
const at = { mint: 0, value: 32, gas: 64, isCreation: 72, data: 73 } as const

/** The deposit that an event of the deposit contract makes, read as strictly as op-node reads it, and no stricter. */
export function decodeDepositLog(log: Log, l1Hash: Hash, logIndex: number): Decoded<Deposit> {
  const [topic, from, to, version] = log.topics
  if (log.topics.length !== 4 || topic !== depositTopic) {
    return malformed(`a deposit has its own topic and three more, saw ${log.topics.length} in all`)
  }
  if (version !== zeroWord) return malformed(`the version of a deposit is 0, saw ${version}`)
  const opaque = onlyBytesArgument(log.data)
  if (opaque.kind === 'malformed') return opaque
  if (opaque.value.length < at.data) {
    return malformed(`a deposit has ${at.data} bytes in front of its data, saw ${opaque.value.length}`)
  }
  const sourceHash = userDepositSource(l1Hash, logIndex)
  return ok({ sourceHash, from: addressOf(from!), ...fieldsOf(opaque.value, addressOf(to!)) })
}

const zeroWord = `0x${'00'.repeat(32)}`

function fieldsOf(opaque: Uint8Array, to: Address): Omit<Deposit, 'sourceHash' | 'from'> {
  return {
    to: opaque[at.isCreation] === 0 ? to : null,
    mint: readUint(opaque.subarray(at.mint, at.value)),
    value: readUint(opaque.subarray(at.value, at.gas)),
    gas: readUint(opaque.subarray(at.gas, at.isCreation)),
    isSystemTransaction: false,
    data: opaque.subarray(at.data),
  }
}

/** The last twenty bytes of a topic. */
function addressOf(topic: Hash): Address {
  return toHex(fixedBytes(topic, 32).subarray(12))
}
