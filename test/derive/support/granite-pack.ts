import { decodeRollupConfig } from '../../../src/derive/config/decode-rollup-config.ts'
import { l1ChainConfig } from '../../../src/derive/config/l1-chains.ts'
import { decodeHeader, type Header, type SealedHeader, seal } from '../../../src/derive/header.ts'
import { decodeReceipt, type Receipt } from '../../../src/derive/receipt.ts'
import type { Rules } from '../../../src/derive/rules.ts'
import type { Decoded } from '../../../src/wire/decoded.ts'
import { fromHex } from '../../../src/wire/hex.ts'
import type { ExecutionPayloadEnvelope, Hex } from '../../../src/wire/payload.ts'
import { readVector } from './vectors.ts'

/** A stretch of OP Sepolia from the days of Granite: 81 L1 headers, the contents of some, five L2 blocks. */
export const granitePack = 'granite-op-sepolia/op-sepolia-granite-tail.json.gz'

/** A file that happens to hold the rollup config of OP Sepolia. */
export const opSepoliaFixture = 'exec-attributes/26207960.json'

export interface GranitePack {
  readonly rules: Rules
  /** By its hash. */
  readonly l1: ReadonlyMap<string, L1Block>
  /** In order, without a gap. */
  readonly l2: readonly ExecutionPayloadEnvelope[]
}

export interface L1Block {
  readonly header: SealedHeader
  /** Null where the pack has only the header. */
  readonly receipts: readonly Receipt[] | null
}

interface PackJson {
  readonly l1: readonly { readonly header: Hex; readonly receipts: readonly Hex[] | null }[]
  readonly l2: readonly { readonly header: Hex; readonly txs: readonly Hex[] }[]
}

export function readGranitePack(): GranitePack {
  const pack = JSON.parse(readVector(granitePack)) as PackJson
  const { rollup_config } = JSON.parse(readVector(opSepoliaFixture)) as { readonly rollup_config: unknown }
  const rollup = value(decodeRollupConfig(rollup_config))
  const blocks = pack.l1.map(({ header, receipts }) => ({
    header: seal(value(decodeHeader(fromHex(header)))),
    receipts: receipts?.map((receipt) => value(decodeReceipt(fromHex(receipt)))) ?? null,
  }))
  return {
    rules: { rollup, l1: l1ChainConfig(rollup.l1ChainId)!, pastUnknownForks: false },
    l1: new Map(blocks.map((block) => [block.header.hash, block])),
    l2: pack.l2.map(({ header, txs }) =>
      envelopeOf(seal(value(decodeHeader(fromHex(header)))), txs.map(fromHex)),
    ),
  }
}

/** The payload that a header of Ecotone stands for. */
function envelopeOf(header: SealedHeader, transactions: readonly Uint8Array[]): ExecutionPayloadEnvelope {
  const { parentHash, stateRoot, receiptsRoot, logsBloom, gasLimit, gasUsed, timestamp, extraData } = header
  return {
    version: 3,
    parentBeaconBlockRoot: there(header, 'parentBeaconBlockRoot'),
    payload: {
      parentHash,
      feeRecipient: header.beneficiary,
      stateRoot,
      receiptsRoot,
      logsBloom,
      prevRandao: header.mixHash,
      blockNumber: header.number,
      gasLimit,
      gasUsed,
      timestamp,
      extraData,
      baseFeePerGas: there(header, 'baseFeePerGas'),
      blockHash: header.hash,
      transactions,
      withdrawals: [],
      blobGasUsed: there(header, 'blobGasUsed'),
      excessBlobGas: there(header, 'excessBlobGas'),
    },
  }
}

function there<Name extends keyof Header>(header: Header, name: Name): NonNullable<Header[Name]> {
  const field = header[name]
  if (field === undefined) throw new TypeError(`the header of block ${header.number} has no ${name}`)
  return field
}

function value<T>(decoded: Decoded<T>): T {
  if (decoded.kind === 'malformed') throw new TypeError(decoded.reason)
  return decoded.value
}
