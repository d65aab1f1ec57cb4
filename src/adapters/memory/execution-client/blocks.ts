import type { Hash } from '../../../../machines/values.ts'
import { blockHashOf } from '../../../wire/block-hash.ts'
import { keccak256 } from '../../../wire/hash.ts'
import { toHex } from '../../../wire/hex.ts'
import type { ExecutionPayload, ExecutionPayloadEnvelope } from '../../../wire/payload.ts'

export const zeroHash: Hash = `0x${'00'.repeat(32)}`

/** What a block shall have of its own; rivals at one height differ in their `salt`. */
export interface BlockTraits
  extends Partial<Omit<ExecutionPayload, 'blockHash' | 'parentHash' | 'blockNumber'>> {
  readonly salt?: string
  readonly parentBeaconBlockRoot?: Hash
}

/** Block 0 of a chain, with a real block hash. */
export function genesisBlock(traits: BlockTraits = {}): ExecutionPayloadEnvelope {
  return sealed({ ...defaults, timestamp: 1_700_000_000, parentHash: zeroHash, blockNumber: 0 }, traits)
}

/** A block one second after its parent, with a real block hash and nothing executed. */
export function childBlock(
  parent: ExecutionPayloadEnvelope,
  traits: BlockTraits = {},
): ExecutionPayloadEnvelope {
  const { blockHash, blockNumber, timestamp } = parent.payload
  return sealed(
    { ...defaults, parentHash: blockHash, blockNumber: blockNumber + 1, timestamp: timestamp + 1 },
    traits,
  )
}

/** `length` blocks on top of `parent`, oldest first, without it. */
export function chainOn(
  parent: ExecutionPayloadEnvelope,
  length: number,
  traits: BlockTraits = {},
): readonly ExecutionPayloadEnvelope[] {
  const blocks: ExecutionPayloadEnvelope[] = []
  for (let tip = parent; blocks.length < length; blocks.push(tip)) tip = childBlock(tip, traits)
  return blocks
}

function sealed(
  base: Omit<ExecutionPayload, 'blockHash'>,
  { salt = '', parentBeaconBlockRoot = zeroHash, ...own }: BlockTraits,
): ExecutionPayloadEnvelope {
  const payload = { ...base, prevRandao: digest(salt), ...own, blockHash: zeroHash }
  const version = payload.withdrawalsRoot === undefined ? 3 : 4
  const blockHash = blockHashOf({ version, parentBeaconBlockRoot, payload })
  return { version, parentBeaconBlockRoot, payload: { ...payload, blockHash } }
}

function digest(text: string): Hash {
  return text === '' ? zeroHash : toHex(keccak256(Buffer.from(text)))
}

const defaults = {
  feeRecipient: `0x${'00'.repeat(20)}`,
  stateRoot: zeroHash,
  receiptsRoot: zeroHash,
  logsBloom: `0x${'00'.repeat(256)}`,
  prevRandao: zeroHash,
  gasLimit: 30_000_000n,
  gasUsed: 0n,
  extraData: '0x',
  baseFeePerGas: 1_000_000_000n,
  transactions: [],
  withdrawals: [],
  blobGasUsed: 0n,
  excessBlobGas: 0n,
} as const
