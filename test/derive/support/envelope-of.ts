import type { Header, SealedHeader } from '../../../src/derive/header.ts'
import type { ExecutionPayloadEnvelope } from '../../../src/wire/payload.ts'

/** The payload that a header of Ecotone or later stands for. */
export function envelopeOf(
  header: SealedHeader,
  transactions: readonly Uint8Array[],
): ExecutionPayloadEnvelope {
  const { parentHash, stateRoot, receiptsRoot, logsBloom, gasLimit, gasUsed, timestamp, extraData } = header
  const isIsthmus = header.requestsHash !== undefined
  return {
    version: isIsthmus ? 4 : 3,
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
      ...(isIsthmus && { withdrawalsRoot: there(header, 'withdrawalsRoot') }),
    },
  }
}

function there<Name extends keyof Header>(header: Header, name: Name): NonNullable<Header[Name]> {
  const field = header[name]
  if (field === undefined) throw new TypeError(`the header of block ${header.number} has no ${name}`)
  return field
}
