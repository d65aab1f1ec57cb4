import type { EnvelopeVersion } from '../payload.ts'

/** Where each field of the fixed part of an ExecutionPayload starts. The last one is V4's alone. */
export const at = {
  parentHash: 0,
  feeRecipient: 32,
  stateRoot: 52,
  receiptsRoot: 84,
  logsBloom: 116,
  prevRandao: 372,
  blockNumber: 404,
  gasLimit: 412,
  gasUsed: 420,
  timestamp: 428,
  extraDataOffset: 436,
  baseFeePerGas: 440,
  blockHash: 472,
  transactionsOffset: 504,
  withdrawalsOffset: 508,
  blobGasUsed: 512,
  excessBlobGas: 520,
  withdrawalsRoot: 528,
} as const

/** The fixed part's size, which is also where extraData must start. */
export const fixedPartBytes: Readonly<Record<EnvelopeVersion, number>> = { 3: 528, 4: 560 }
