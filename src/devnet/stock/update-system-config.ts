import { concat, encodeAbiParameters, type Hex, numberToHex } from 'viem'
import type { Address, Hash } from '../../../machines/values.ts'
import type { Chain } from './chain/chain.ts'
import type { L1 } from './l1.ts'
import { sendToL1, word } from './send-to-l1.ts'

/** What an operator of the chain changes. OP specs, "System configuration". */
export type SystemConfigUpdate =
  | { readonly kind: 'batcher'; readonly address: Address }
  | { readonly kind: 'fee-scalars'; readonly baseFeeScalar: number; readonly blobBaseFeeScalar: number }
  | { readonly kind: 'gas-limit'; readonly gasLimit: number }
  | { readonly kind: 'unsafe-block-signer'; readonly address: Address }
  | { readonly kind: 'eip-1559'; readonly denominator: number; readonly elasticity: number }
  | { readonly kind: 'operator-fee'; readonly scalar: number; readonly constant: bigint }
  | { readonly kind: 'min-base-fee'; readonly minBaseFee: bigint }
  | { readonly kind: 'da-footprint-gas-scalar'; readonly scalar: number }

const version = 0

/** Has the chain's SystemConfig say it. Answers the hash of the transaction on L1, before it is in a block. */
export function updateSystemConfig(l1: L1, chain: Chain, update: SystemConfigUpdate): Promise<Hash> {
  const [type, payload] = encoded(update)
  const data = encodeAbiParameters([{ type: 'bytes' }], [payload])
  return sendToL1(l1, chain, chain.contracts.systemConfig, concat([word(version), word(type), data]))
}

/** The type of the update, and what goes with it. */
function encoded(update: SystemConfigUpdate): readonly [number, Hex] {
  switch (update.kind) {
    case 'batcher':
      return [0, word(update.address)]
    case 'fee-scalars':
      return [1, concat([word(0), scalar(update)])]
    case 'gas-limit':
      return [2, word(update.gasLimit)]
    case 'unsafe-block-signer':
      return [3, word(update.address)]
    case 'eip-1559':
      return [4, word(concat([u32(update.denominator), u32(update.elasticity)]))]
    case 'operator-fee':
      return [5, word(concat([u32(update.scalar), numberToHex(update.constant, { size: 8 })]))]
    case 'min-base-fee':
      return [6, word(update.minBaseFee)]
    case 'da-footprint-gas-scalar':
      return [7, word(update.scalar)]
  }
}

/** As Ecotone has it: the version in the first byte, two scalars in the last eight. */
function scalar({
  baseFeeScalar,
  blobBaseFeeScalar,
}: Extract<SystemConfigUpdate, { readonly kind: 'fee-scalars' }>): Hex {
  return concat(['0x01', numberToHex(0, { size: 23 }), u32(blobBaseFeeScalar), u32(baseFeeScalar)])
}

function u32(value: number): Hex {
  return numberToHex(value, { size: 4 })
}
