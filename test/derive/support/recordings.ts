import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { decodeL1ChainConfig } from '../../../src/derive/config/decode-l1-chain-config.ts'
import { decodeRollupConfig } from '../../../src/derive/config/decode-rollup-config.ts'
import { decodeHeader, type SealedHeader, seal } from '../../../src/derive/header.ts'
import { decodeReceipt, type Receipt } from '../../../src/derive/receipt.ts'
import type { Rules } from '../../../src/derive/rules.ts'
import { decodeTransaction } from '../../../src/derive/transaction/decode-transaction.ts'
import type { Transaction } from '../../../src/derive/transaction/transaction.ts'
import { fromHex } from '../../../src/wire/hex.ts'
import type { ExecutionPayloadEnvelope } from '../../../src/wire/payload.ts'
import type { RecordedBlock, Recording } from '../fixtures/recording.ts'
import { decodedValue } from './decoded-value.ts'
import { envelopeOf } from './envelope-of.ts'
import type { PayloadFork } from './payload-forks.ts'

const folder = join(import.meta.dirname, '../fixtures')

export function readRecording(fork: PayloadFork): Recording {
  return JSON.parse(gunzipSync(readFileSync(join(folder, `${fork}.json.gz`))).toString()) as Recording
}

/** A block as the codecs read it. */
export interface ReadBlock {
  readonly header: SealedHeader
  readonly raw: readonly Uint8Array[]
  readonly transactions: readonly Transaction[]
  readonly receipts: readonly Receipt[]
}

export function readBlock({ header, transactions, receipts }: RecordedBlock): ReadBlock {
  const raw = transactions.map(fromHex)
  return {
    header: seal(decodedValue(decodeHeader(fromHex(header)))),
    raw,
    transactions: raw.map((bytes) => decodedValue(decodeTransaction(bytes))),
    receipts: receipts.map((receipt) => decodedValue(decodeReceipt(fromHex(receipt)))),
  }
}

/** A recording as derivation looks at it. */
export interface RecordedChain {
  readonly rules: Rules
  /** By its hash. */
  readonly l1: ReadonlyMap<string, ReadBlock>
  readonly l2: readonly ExecutionPayloadEnvelope[]
}

export function readChain(fork: PayloadFork): RecordedChain {
  const { rollup, l1ChainConfig, l1, l2 } = readRecording(fork)
  return {
    rules: {
      rollup: decodedValue(decodeRollupConfig(rollup)),
      l1: decodedValue(decodeL1ChainConfig(l1ChainConfig)),
      pastUnknownForks: false,
    },
    l1: new Map(l1.map(readBlock).map((block) => [block.header.hash, block])),
    l2: l2.map(readBlock).map(({ header, raw }) => envelopeOf(header, raw)),
  }
}
