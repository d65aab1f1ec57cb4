import { l1ChainConfig } from '../../../src/derive/config/l1-chains.ts'
import { networkConfig } from '../../../src/derive/config/networks.ts'
import { decodeHeader, type SealedHeader, seal } from '../../../src/derive/header.ts'
import { decodeReceipt, type Receipt } from '../../../src/derive/receipt.ts'
import type { Rules } from '../../../src/derive/rules.ts'
import { fromHex } from '../../../src/wire/hex.ts'
import type { ExecutionPayloadEnvelope, Hex } from '../../../src/wire/payload.ts'
import { decodedValue } from './decoded-value.ts'
import { envelopeOf } from './envelope-of.ts'
import { readVector } from './vectors.ts'

/** A stretch of OP Sepolia from the days of Granite: 81 L1 headers, the contents of some, five L2 blocks. */
export const granitePack = 'granite-op-sepolia/op-sepolia-granite-tail.json.gz'

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
  const rollup = networkConfig('op-sepolia')!
  const blocks = pack.l1.map(({ header, receipts }) => ({
    header: seal(decodedValue(decodeHeader(fromHex(header)))),
    receipts: receipts?.map((receipt) => decodedValue(decodeReceipt(fromHex(receipt)))) ?? null,
  }))
  return {
    rules: { rollup, l1: l1ChainConfig(rollup.l1ChainId)!, pastUnknownForks: false },
    l1: new Map(blocks.map((block) => [block.header.hash, block])),
    l2: pack.l2.map(({ header, txs }) =>
      envelopeOf(seal(decodedValue(decodeHeader(fromHex(header)))), txs.map(fromHex)),
    ),
  }
}
