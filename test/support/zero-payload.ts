import type { ExecutionPayload, Hex } from '../../src/wire/payload.ts'

/** A payload of Ecotone in which nothing is said. */
export const zeroPayload: ExecutionPayload = {
  parentHash: zeros(32),
  feeRecipient: zeros(20),
  stateRoot: zeros(32),
  receiptsRoot: zeros(32),
  logsBloom: zeros(256),
  prevRandao: zeros(32),
  blockNumber: 0,
  gasLimit: 0n,
  gasUsed: 0n,
  timestamp: 0,
  extraData: '0x',
  baseFeePerGas: 0n,
  blockHash: zeros(32),
  transactions: [],
  withdrawals: [],
  blobGasUsed: 0n,
  excessBlobGas: 0n,
}

function zeros(bytes: number): Hex {
  return `0x${'00'.repeat(bytes)}`
}
