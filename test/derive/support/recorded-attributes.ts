import { readdirSync } from 'node:fs'
import type { OriginFacts } from '../../../src/derive/attributes/origin-facts.ts'
import { decodeRollupConfig } from '../../../src/derive/config/decode-rollup-config.ts'
import { l1ChainConfig } from '../../../src/derive/config/l1-chains.ts'
import { decodeDeposit } from '../../../src/derive/deposit.ts'
import type { SealedHeader } from '../../../src/derive/header.ts'
import { blobBaseFee } from '../../../src/derive/l1-info/blob-base-fee.ts'
import { decodeL1Info } from '../../../src/derive/l1-info/codec.ts'
import type { L1Info } from '../../../src/derive/l1-info/l1-info.ts'
import type { Rules } from '../../../src/derive/rules.ts'
import { fromHex } from '../../../src/wire/hex.ts'
import type { ExecutionPayload, ExecutionPayloadEnvelope, Hex } from '../../../src/wire/payload.ts'
import { zeroPayload } from '../../support/zero-payload.ts'
import { decodedValue } from './decoded-value.ts'
import { l1Header } from './l1-header.ts'
import { word } from './rollup.ts'
import { readVector, vectors } from './vectors.ts'
import { l1InfoTransaction, type World } from './world.ts'

/** Attributes that execution clients were really given, with the header of the parent: no L1 is with them. */
export const recordedFolder = 'exec-attributes'

export function recordedNames(): readonly string[] {
  const folder = vectors(recordedFolder)
  return folder === null ? [] : readdirSync(folder).toSorted()
}

interface Recorded {
  readonly rollup_config: unknown
  readonly parent_header: Readonly<Record<'number' | 'timestamp' | 'gasLimit' | 'extraData', Hex>>
  readonly executing_payload: {
    readonly timestamp: Hex
    readonly prevRandao: Hex
    readonly suggestedFeeRecipient: Hex
    readonly parentBeaconBlockRoot: Hex
    readonly transactions: readonly Hex[]
    readonly gasLimit: Hex
    readonly eip1559Params: Hex
  }
}

/**
 * A world around recorded attributes. What is not recorded, of the parent its L1 info and of L1 the origin, is
 * made up of what the block's own L1 info says: the origin it must have had, and a parent one block earlier in it.
 */
export function recordedWorld(name: string): World {
  const recorded = JSON.parse(readVector(`${recordedFolder}/${name}`)) as Recorded
  const rollup = decodedValue(decodeRollupConfig(recorded.rollup_config))
  const rules: Rules = { rollup, l1: l1ChainConfig(rollup.l1ChainId)!, pastUnknownForks: false }
  const attributes = recorded.executing_payload
  const info = infoOf(fromHex(attributes.transactions[0]!))
  const parent = parentOf(recorded, info)
  const block = blockOf(recorded, parent)
  return { rules, parent, block, origin: originOf(rules, recorded, info), said: { info, deposits: [] } }
}

function infoOf(transaction: Uint8Array): L1Info {
  return decodedValue(decodeL1Info(decodedValue(decodeDeposit(transaction)).data))
}

const earlierOrigin = word(0x0e)

/** Where the block is the first of its epoch, one of the epoch before. */
function infoOfParent(info: L1Info): L1Info {
  return info.sequenceNumber > 0
    ? { ...info, sequenceNumber: info.sequenceNumber - 1 }
    : { ...info, number: info.number - 1, blockHash: earlierOrigin }
}

function parentOf({ parent_header: header }: Recorded, info: L1Info): ExecutionPayloadEnvelope {
  return envelope({
    blockNumber: Number(header.number),
    blockHash: word(0x64),
    timestamp: Number(header.timestamp),
    gasLimit: BigInt(header.gasLimit),
    extraData: header.extraData,
    transactions: [l1InfoTransaction(infoOfParent(info))],
  })
}

function blockOf(
  { executing_payload: attributes }: Recorded,
  { payload: parent }: ExecutionPayloadEnvelope,
): ExecutionPayloadEnvelope {
  const block = envelope({
    parentHash: parent.blockHash,
    blockNumber: parent.blockNumber + 1,
    timestamp: Number(attributes.timestamp),
    prevRandao: attributes.prevRandao,
    feeRecipient: attributes.suggestedFeeRecipient,
    gasLimit: BigInt(attributes.gasLimit),
    extraData: `0x00${attributes.eip1559Params.slice(2)}`,
    transactions: attributes.transactions.map(fromHex),
  })
  return { ...block, parentBeaconBlockRoot: attributes.parentBeaconBlockRoot }
}

function originOf(rules: Rules, { executing_payload: attributes }: Recorded, info: L1Info): OriginFacts {
  const header = l1Header({
    number: info.number,
    hash: info.blockHash,
    parentHash: earlierOrigin,
    timestamp: info.time,
    baseFeePerGas: info.baseFee,
    mixHash: attributes.prevRandao,
    parentBeaconBlockRoot: attributes.parentBeaconBlockRoot,
  })
  const excessBlobGas = excessFor(rules, header, info.blobBaseFee ?? 1n)
  return { header: { ...header, excessBlobGas }, receipts: [], next: null }
}

/** The least excess that gives such a fee, which grows with it. */
function excessFor(rules: Rules, header: SealedHeader, fee: bigint): bigint {
  let [low, high] = [0n, 2n ** 28n]
  while (low < high) {
    const excessBlobGas = (low + high) / 2n
    if (decodedValue(blobBaseFee({ ...header, excessBlobGas }, rules)) < fee) low = excessBlobGas + 1n
    else high = excessBlobGas
  }
  return low
}

function envelope(fields: Partial<ExecutionPayload>): ExecutionPayloadEnvelope {
  const payload = { ...zeroPayload, blockHash: word(0x65), ...fields }
  return { version: 3, parentBeaconBlockRoot: word(0), payload }
}
