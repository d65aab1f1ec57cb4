import { type BlockTraits, childBlock, genesisBlock } from '../adapters/memory/execution-client/blocks.ts'
import type { MemoryL1 } from '../adapters/memory/l1.ts'
import { attributesOf } from '../derive/attributes/attributes-of.ts'
import type { OriginFacts } from '../derive/attributes/origin-facts.ts'
import { decodeL1ChainConfig } from '../derive/config/decode-l1-chain-config.ts'
import { decodeRollupConfig } from '../derive/config/decode-rollup-config.ts'
import { encodeDeposit } from '../derive/deposit.ts'
import type { SealedHeader } from '../derive/header.ts'
import { originOf } from '../derive/origin-of.ts'
import type { Rules } from '../derive/rules.ts'
import type { Decoded } from '../wire/decoded.ts'
import type { ExecutionPayloadEnvelope } from '../wire/payload.ts'
import { opL1ChainJson, opRollupJson } from './op-rollup.ts'

/** What a block shall have besides what L1 makes of it; whatever else is named is a lie about L1. */
export interface OpBlockTraits extends BlockTraits {
  /** The sequencer's own, behind the deposits. Rivals at one height differ in them, by their `salt`. */
  readonly sequenced?: readonly Uint8Array[]
}

/** An OP chain on an L1 in memory: blocks as a sequencer derives them, with nothing executed. */
export interface OpChain {
  readonly rules: Rules
  /** What a rollup node answers to `optimism_rollupConfig`. */
  readonly rollupJson: Readonly<Record<string, unknown>>
  readonly l1ChainJson: Readonly<Record<string, unknown>>
  readonly genesis: ExecutionPayloadEnvelope
  /** The sequencer's block on this parent, on the newest L1 origin that it may have. */
  readonly blockOn: (parent: ExecutionPayloadEnvelope, traits?: OpBlockTraits) => ExecutionPayloadEnvelope
}

export interface OpChainOptions {
  readonly l1: MemoryL1
  readonly l1ChainId?: number
  readonly chainId?: number
  readonly blockTimeSeconds?: number
  /** Of a client that has one already; of the Isthmus fork. */
  readonly genesis?: ExecutionPayloadEnvelope
}

export function createOpChain({
  l1,
  l1ChainId = 900,
  chainId = 901,
  blockTimeSeconds = 2,
  genesis = genesisBlock({ ...opTraits, timestamp: l1.chain.genesis.timestamp }),
}: OpChainOptions): OpChain {
  const { genesis: l1Genesis } = l1.chain
  const { blockNumber: number, blockHash: hash, timestamp: l2Time } = genesis.payload
  const l2 = { number, hash }
  const rollupJson = opRollupJson({
    l1ChainId,
    l2ChainId: chainId,
    l1: l1Genesis,
    l2,
    l2Time,
    blockTimeSeconds,
  })
  const l1ChainJson = opL1ChainJson(l1ChainId)
  const rules: Rules = {
    rollup: taken(decodeRollupConfig(rollupJson)),
    l1: taken(decodeL1ChainConfig(l1ChainJson)),
    pastUnknownForks: false,
  }
  return {
    rules,
    rollupJson,
    l1ChainJson,
    genesis,
    blockOn: (parent, traits = {}) => derivedOn(rules, parent, originFor(rules, l1, parent), traits),
  }
}

const opTraits: BlockTraits = { withdrawalsRoot: `0x${'00'.repeat(32)}` }

/** The parent's origin, or the one on top of it as soon as that is not younger than the block. */
function originFor({ rollup }: Rules, l1: MemoryL1, parent: ExecutionPayloadEnvelope): OriginFacts {
  const { origin } = taken(originOf(rollup, parent))
  const same = headerOf(l1, origin.hash)
  const above = l1.chain.at(origin.number + 1)
  const next = above?.parentHash === origin.hash ? headerOf(l1, above.hash) : null
  if (next === null || next.timestamp > parent.payload.timestamp + rollup.blockTimeSeconds)
    return { header: same, receipts: null, next }
  return { header: next, receipts: l1.blockOf(next.hash)!.receipts, next: null }
}

function headerOf(l1: MemoryL1, hash: SealedHeader['hash']): SealedHeader {
  const block = l1.blockOf(hash)
  if (block === null) throw new RangeError(`the L1 of this chain never had block ${hash}`)
  return block.header
}

function derivedOn(
  rules: Rules,
  parent: ExecutionPayloadEnvelope,
  origin: OriginFacts,
  { sequenced = [], salt = '', ...lies }: OpBlockTraits,
): ExecutionPayloadEnvelope {
  const outcome = attributesOf(rules, parent, origin)
  if (outcome.kind !== 'attributes') throw new RangeError(`no block can be derived: ${outcome.kind}`)
  const { attributes } = outcome
  const forced = attributes.forced.map(({ what, data, ...deposit }) => {
    if (!(data instanceof Uint8Array)) throw new RangeError(`the code of ${what} is not known`)
    return encodeDeposit({ ...deposit, data })
  })
  const salted = salt === '' ? [] : [Uint8Array.from([0x02, ...Buffer.from(salt)])]
  return childBlock(parent, {
    ...opTraits,
    timestamp: attributes.timestamp,
    prevRandao: attributes.prevRandao,
    feeRecipient: attributes.suggestedFeeRecipient,
    gasLimit: attributes.gasLimit,
    extraData: attributes.extraData,
    parentBeaconBlockRoot: attributes.parentBeaconBlockRoot!,
    transactions: [...forced, ...sequenced, ...salted],
    ...lies,
  })
}

function taken<T>(decoded: Decoded<T>): T {
  if (decoded.kind === 'malformed') throw new RangeError(decoded.reason)
  return decoded.value
}
