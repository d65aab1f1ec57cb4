import type { Hash } from '../../machines/values.ts'
import { keccak256 } from './hash.ts'
import { fromHex, toHex } from './hex.ts'
import { orderedTrieRoot } from './ordered-trie-root.ts'
import type { ExecutionPayload, ExecutionPayloadEnvelope, Hex, Withdrawal } from './payload.ts'
import { rlpBytes, rlpList, rlpUint } from './rlp.ts'

/** keccak256 of an empty RLP list. */
const noOmmers: Hash = '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347'

/** SHA-256 of nothing: the EIP-7685 hash of an empty request list, which every Isthmus block has. */
const noRequests: Hash = '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

const noNonce: Hex = '0x0000000000000000'

/** The hash of the header that the payload stands for; compare it with the one that it claims. */
export function blockHashOf({ version, parentBeaconBlockRoot, payload }: ExecutionPayloadEnvelope): Hash {
  const header = [
    hex(payload.parentHash),
    hex(noOmmers),
    hex(payload.feeRecipient),
    hex(payload.stateRoot),
    rlpBytes(orderedTrieRoot(payload.transactions)),
    hex(payload.receiptsRoot),
    hex(payload.logsBloom),
    rlpUint(0),
    rlpUint(payload.blockNumber),
    rlpUint(payload.gasLimit),
    rlpUint(payload.gasUsed),
    rlpUint(payload.timestamp),
    hex(payload.extraData),
    hex(payload.prevRandao),
    hex(noNonce),
    rlpUint(payload.baseFeePerGas),
    rlpBytes(withdrawalsRootOf(payload)),
    rlpUint(payload.blobGasUsed),
    rlpUint(payload.excessBlobGas),
    hex(parentBeaconBlockRoot),
  ]
  if (version === 4) header.push(hex(noRequests))
  return toHex(keccak256(rlpList(header)))
}

/** Since Isthmus the header carries the storage root that the payload names; before, the list's own root. */
function withdrawalsRootOf({ withdrawalsRoot, withdrawals }: ExecutionPayload): Uint8Array {
  if (withdrawalsRoot !== undefined) return fromHex(withdrawalsRoot)
  return orderedTrieRoot(withdrawals.map(encodeWithdrawal))
}

function encodeWithdrawal({ index, validatorIndex, address, amount }: Withdrawal): Uint8Array {
  return rlpList([rlpUint(index), rlpUint(validatorIndex), hex(address), rlpUint(amount)])
}

function hex(value: Hex): Uint8Array {
  return rlpBytes(fromHex(value))
}
