import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { toHex } from '../../wire/hex.ts'
import { onlyBytesArgument, topicOf, wordBytes } from '../abi.ts'
import { readUint, writeUint } from '../big-endian.ts'
import type { Log } from '../receipt.ts'
import type { SystemConfig } from '../system-config.ts'

/** What one event of the SystemConfig contract sets. It says nothing of time: see {@link applyConfigUpdates}. */
export type ConfigUpdate = Partial<SystemConfig>

/** The event that the SystemConfig contract of L1 tells changes with. OP specs, "System config". */
export const configUpdateTopic = topicOf('ConfigUpdate(uint256,uint8,bytes)')

/** Reads an event as strictly as op-node: what is malformed here must not change the config there. */
export function decodeConfigUpdate(log: Log): Decoded<ConfigUpdate> {
  const [topic, version, kind] = log.topics
  if (log.topics.length !== 3 || topic !== configUpdateTopic) {
    return malformed(`a config update has its own topic and two more, saw ${log.topics.length} in all`)
  }
  if (version !== zeroWord) return malformed(`the version of a config update is 0, saw ${version}`)
  const update = updates[Number(BigInt(kind!))]
  if (update === undefined) return malformed(`a config update of kind ${kind} is not known`)
  return update(log.data)
}

const zeroWord = `0x${'00'.repeat(32)}`

type Read = (data: Uint8Array) => Decoded<ConfigUpdate>

/** By kind, from 0 on. */
const updates: readonly Read[] = [
  oneWord(uint(160, (batcher) => ({ batcher: toHex(writeUint(batcher, 20)) }))),
  words(2, feeScalars),
  oneWord(uint(64, (gasLimit) => ({ gasLimit }))),
  // The key for blocks that are gossiped: no matter of derivation, and so not even read.
  () => ok({}),
  oneWord(eip1559Params),
  oneWord((word) => ok({ operatorFeeParams: toHex(word) })),
  oneWord(uint(64, (minBaseFee) => ({ minBaseFee }))),
  oneWord(uint(16, (scalar) => ({ daFootprintGasScalar: Number(scalar) }))),
]

function oneWord(read: Read): Read {
  return words(1, read)
}

/** Reads exactly so many words out of the bytes of an event. */
function words(count: number, read: Read): Read {
  return (data) => {
    const bytes = onlyBytesArgument(data)
    if (bytes.kind === 'malformed') return bytes
    if (bytes.value.length === count * wordBytes) return read(bytes.value)
    return malformed(`this config update carries ${count * wordBytes} bytes, saw ${bytes.value.length}`)
  }
}

function uint(bits: number, update: (value: bigint) => ConfigUpdate): Read {
  return (word) => {
    const value = readUint(word)
    return value < 2n ** BigInt(bits) ? ok(update(value)) : malformed(`${toHex(word)} is above ${bits} bits`)
  }
}

function feeScalars(bytes: Uint8Array): Decoded<ConfigUpdate> {
  const [overhead, scalar] = [bytes.subarray(0, wordBytes), bytes.subarray(wordBytes)]
  return ok({ overhead: toHex(overhead), scalar: toHex(scalar) })
}

/** Denominator and elasticity in the last eight bytes; zero is both or neither. What is in front means nothing. */
function eip1559Params(word: Uint8Array): Decoded<ConfigUpdate> {
  const denominator = readUint(word.subarray(24, 28))
  const elasticity = readUint(word.subarray(28))
  if ((denominator === 0n) !== (elasticity === 0n)) {
    return malformed(`an EIP-1559 denominator of ${denominator} goes with no elasticity of ${elasticity}`)
  }
  return ok({ eip1559Params: toHex(word.subarray(24)) })
}
