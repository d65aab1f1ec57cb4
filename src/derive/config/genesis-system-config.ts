import * as Schema from 'effect/Schema'
import type { Address } from '../../../machines/values.ts'
import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { dataSchema } from '../../wire/json-values.ts'
import type { SystemConfig } from '../system-config.ts'
import { isZero, nonZeroAddress, optional, positive, unsigned, within, word } from './json-fields.ts'

const zeroWord = `0x${'00'.repeat(32)}` as const

/** `genesis.system_config`; what later forks have added may be missing, and is zero then. */
export const genesisSystemConfigSchema = Schema.Struct({
  batcherAddr: optional(nonZeroAddress),
  /** As kona-node and the superchain registry write it. */
  batcherAddress: optional(nonZeroAddress),
  overhead: optional(word),
  scalar: word.check(
    Schema.makeFilter((value: string) => !isZero(value), { expected: 'a scalar that is not zero' }),
  ),
  gasLimit: positive,
  eip1559Params: optional(
    dataSchema.check(Schema.isPattern(/^0x[0-9a-f]{16}$/, { expected: '8 bytes of hex' })),
  ),
  operatorFeeParams: optional(word),
  minBaseFee: optional(unsigned),
  daFootprintGasScalar: optional(within(0, 65_535, 'a whole number from 0 to 65535')),
})

type Shape = typeof genesisSystemConfigSchema.Type

export function genesisSystemConfig(shape: Shape): Decoded<SystemConfig> {
  const batcher = batcherOf(shape)
  if (batcher === null) {
    return malformed('genesis.system_config.batcherAddr: expected an address, seen none or two')
  }
  return ok({
    batcher,
    overhead: shape.overhead ?? zeroWord,
    scalar: shape.scalar,
    gasLimit: BigInt(shape.gasLimit),
    eip1559Params: shape.eip1559Params ?? '0x0000000000000000',
    operatorFeeParams: shape.operatorFeeParams ?? zeroWord,
    minBaseFee: BigInt(shape.minBaseFee ?? 0),
    daFootprintGasScalar: shape.daFootprintGasScalar ?? 0,
  })
}

function batcherOf({ batcherAddr, batcherAddress }: Shape): Address | null {
  const named = batcherAddr ?? batcherAddress ?? null
  return named === (batcherAddress ?? named) ? named : null
}
