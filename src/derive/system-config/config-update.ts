import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { toHex } from '../../wire/hex.ts'
import { onlyBytesArgument, topicOf, wordBytes } from '../abi.ts'
import { readUint } from '../big-endian.ts'
import type { Log } from '../receipt.ts'
import type { SystemConfig } from '../system-config.ts'

/** What one event of the SystemConfig contract sets. It says nothing of time: see {@link applyConfigUpdates}. */
export type ConfigUpdate = Partial<SystemConfig>

/** The event that the SystemConfig contract of L1 says changes with. OP specs, "System config". */
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

/** By kind, from 0 on. */
const updates: readonly ((data: Uint8Array) => Decoded<ConfigUpdate>)[] = [
  (data) => oneWord(data, (word) => uintBelow(160, word, () => ({ batcher: toHex(word.subarray(12)) }))),
  feeScalars,
  (data) => oneWord(data, (word) => uintBelow(64, word, (gasLimit) => ({ gasLimit }))),
  // The key for blocks that are gossiped: no matter of derivation, and so not even read.
  () => ok({}),
  (data) => oneWord(data, eip1559Params),
  (data) => oneWord(data, (word) => ok({ operatorFeeParams: toHex(word) })),
  (data) => oneWord(data, (word) => uintBelow(64, word, (minBaseFee) => ({ minBaseFee }))),
  (data) =>
    oneWord(data, (word) => uintBelow(16, word, (scalar) => ({ daFootprintGasScalar: Number(scalar) }))),
]

function feeScalars(data: Uint8Array): Decoded<ConfigUpdate> {
  const words = payload(data, 2)
  if (words.kind === 'malformed') return words
  const overhead = toHex(words.value.subarray(0, wordBytes))
  return ok({ overhead, scalar: toHex(words.value.subarray(wordBytes)) })
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

function uintBelow(
  bits: number,
  word: Uint8Array,
  update: (value: bigint) => ConfigUpdate,
): Decoded<ConfigUpdate> {
  const value = readUint(word)
  return value < 2n ** BigInt(bits) ? ok(update(value)) : malformed(`${toHex(word)} is above ${bits} bits`)
}

function oneWord(data: Uint8Array, read: (word: Uint8Array) => Decoded<ConfigUpdate>): Decoded<ConfigUpdate> {
  const word = payload(data, 1)
  return word.kind === 'ok' ? read(word.value) : word
}

function payload(data: Uint8Array, words: number): Decoded<Uint8Array> {
  const bytes = onlyBytesArgument(data)
  if (bytes.kind === 'malformed' || bytes.value.length === words * wordBytes) return bytes
  return malformed(`this config update carries ${words} words, saw ${bytes.value.length} bytes`)
}
