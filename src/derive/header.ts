import type { Address, Hash } from '../../machines/values.ts'
import type { Decoded } from '../wire/decoded.ts'
import { keccak256 } from '../wire/hash.ts'
import { toHex } from '../wire/hex.ts'
import type { Hex } from '../wire/payload.ts'
import { encodeRlp } from './rlp/encode-rlp.ts'
import { address, data, fixed, hash } from './rlp/field.ts'
import { safeInteger, uint64, uint256 } from './rlp/integer.ts'
import { record } from './rlp/record.ts'
import { decodeRlp } from './rlp.ts'

/**
 * A block header of L1 or L2, in the order of its RLP. What a fork has added is absent before it; nothing
 * is absent in front of something that is there.
 */
export interface Header {
  readonly parentHash: Hash
  readonly ommersHash: Hash
  readonly beneficiary: Address
  readonly stateRoot: Hash
  readonly transactionsRoot: Hash
  readonly receiptsRoot: Hash
  readonly logsBloom: Hex
  readonly difficulty: bigint
  readonly number: number
  readonly gasLimit: bigint
  readonly gasUsed: bigint
  /** Unix seconds. */
  readonly timestamp: number
  readonly extraData: Hex
  /** `prevRandao` since the merge. */
  readonly mixHash: Hash
  readonly nonce: Hex
  /** London. */
  readonly baseFeePerGas?: bigint
  /** Shanghai. */
  readonly withdrawalsRoot?: Hash
  /** Cancun. */
  readonly blobGasUsed?: bigint
  readonly excessBlobGas?: bigint
  readonly parentBeaconBlockRoot?: Hash
  /** Prague. */
  readonly requestsHash?: Hash
}

/** A header with its hash, which was computed from it or compared with it. */
export interface SealedHeader extends Header {
  readonly hash: Hash
}

/** What is hashed. */
export function encodeHeader(header: Header): Uint8Array {
  return encodeRlp(fields.encode(header))
}

/** Strict: what it accepts, {@link encodeHeader} gives back byte by byte. A header with more fields than we know is refused. */
export function decodeHeader(bytes: Uint8Array): Decoded<Header> {
  const read = decodeRlp(bytes)
  return read.kind === 'ok' ? fields.decode(read.value) : read
}

/** The header with the hash that its fields have, whatever somebody else may call it. */
export function seal(header: Header): SealedHeader {
  return { ...header, hash: toHex(keccak256(encodeHeader(header))) }
}

const fields = record<Header>(
  {
    parentHash: hash,
    ommersHash: hash,
    beneficiary: address,
    stateRoot: hash,
    transactionsRoot: hash,
    receiptsRoot: hash,
    logsBloom: fixed(256),
    difficulty: uint256,
    number: safeInteger,
    gasLimit: uint64,
    gasUsed: uint64,
    timestamp: safeInteger,
    extraData: data,
    mixHash: hash,
    nonce: fixed(8),
    baseFeePerGas: uint256,
    withdrawalsRoot: hash,
    blobGasUsed: uint64,
    excessBlobGas: uint64,
    parentBeaconBlockRoot: hash,
    requestsHash: hash,
  },
  'baseFeePerGas',
)
