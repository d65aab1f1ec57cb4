import type { Hash } from '../../machines/values.ts'
import { type EnvelopeParts, encodeEnvelope, envelopePartsOf } from './envelope.ts'
import { keccak256 } from './hash.ts'
import { fromHex, toHex } from './hex.ts'
import { orderedTrieRoot } from './ordered-trie-root.ts'
import type { ExecutionPayloadEnvelope } from './payload.ts'
import { rlpStrings } from './rlp.ts'
import { at } from './ssz/payload-fields.ts'
import type { PayloadParts } from './ssz/payload-layout.ts'
import { decodeTransactions } from './ssz/transactions.ts'
import { bigEndian } from './ssz/uint.ts'
import { withdrawalAt, withdrawalsIn } from './ssz/withdrawals.ts'

/** keccak256 of an empty RLP list. */
const noOmmers = fromHex('0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347')

/** SHA-256 of nothing: the EIP-7685 hash of an empty request list, which every Isthmus block has. */
const noRequests = fromHex('0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')

const noDifficulty = new Uint8Array()
const noNonce = new Uint8Array(8)

/** The hash of the header that the payload stands for; compare it with the one that it claims. */
export function blockHashOf(envelope: ExecutionPayloadEnvelope): Hash {
  return hashParts(envelopePartsOf(encodeEnvelope(envelope), envelope.version))
}

/** The same for an envelope that came as bytes: they become the header without values between. */
export function hashParts({ parentBeaconBlockRoot, payload }: EnvelopeParts): Hash {
  const field = (start: number, size: number) => payload.bytes.subarray(start, start + size)
  const uint = (start: number, size: number) => bigEndian(field(start, size))
  const header = [
    field(at.parentHash, 32),
    noOmmers,
    field(at.feeRecipient, 20),
    field(at.stateRoot, 32),
    orderedTrieRoot(decodeTransactions(payload.transactions)),
    field(at.receiptsRoot, 32),
    field(at.logsBloom, 256),
    noDifficulty,
    uint(at.blockNumber, 8),
    uint(at.gasLimit, 8),
    uint(at.gasUsed, 8),
    uint(at.timestamp, 8),
    payload.extraData,
    field(at.prevRandao, 32),
    noNonce,
    uint(at.baseFeePerGas, 32),
    withdrawalsRootOf(payload),
    uint(at.blobGasUsed, 8),
    uint(at.excessBlobGas, 8),
    parentBeaconBlockRoot,
  ]
  if (payload.version === 4) header.push(noRequests)
  return toHex(keccak256(rlpStrings(header)))
}

/** Since Isthmus the header carries the storage root that the payload names; before, the list's own root. */
function withdrawalsRootOf({ version, bytes, withdrawals }: PayloadParts): Uint8Array {
  if (version === 4) return bytes.subarray(at.withdrawalsRoot, at.withdrawalsRoot + 32)
  return orderedTrieRoot(withdrawalsIn(withdrawals).map(encodeWithdrawal))
}

function encodeWithdrawal(withdrawal: Uint8Array): Uint8Array {
  return rlpStrings([
    bigEndian(withdrawal.subarray(withdrawalAt.index, withdrawalAt.validatorIndex)),
    bigEndian(withdrawal.subarray(withdrawalAt.validatorIndex, withdrawalAt.address)),
    withdrawal.subarray(withdrawalAt.address, withdrawalAt.amount),
    bigEndian(withdrawal.subarray(withdrawalAt.amount)),
  ])
}
