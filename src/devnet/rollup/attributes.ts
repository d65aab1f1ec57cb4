import { type Address, numberToHex } from 'viem'
import type { PayloadAttributes } from '../../ports/execution-client.ts'
import type { L2BlockRef } from '../../ports/rollup-node.ts'
import type { L1Origin } from './l1-chain.ts'

export const sequencerFeeVault: Address = '0x4200000000000000000000000000000000000011'

/**
 * Attributes of the next block. As in a rollup, randomness and beacon root come from the L1 origin;
 * L1-style clients know no deposits, so the beacon root is what ties the block to its origin.
 */
export function nextAttributes(
  parent: L2BlockRef,
  origin: L1Origin,
  nowSeconds: number,
  feeRecipient: Address = sequencerFeeVault,
): PayloadAttributes {
  return {
    timestamp: numberToHex(Math.max(parent.timestamp + 1, nowSeconds)),
    prevRandao: origin.randomness,
    suggestedFeeRecipient: feeRecipient,
    withdrawals: [],
    parentBeaconBlockRoot: origin.hash,
  }
}
