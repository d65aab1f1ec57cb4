import { selectorOf } from '../abi.ts'
import { address, hash, integer, type Kind, number } from './kinds.ts'
import type { L1Info, L1InfoLayout } from './l1-info.ts'

/** A call of the L1Block contract: four bytes of selector, then fields without gaps. */
export interface Layout {
  readonly selector: Uint8Array
  readonly fields: readonly Field[]
  /** Of the whole call. */
  readonly size: number
}

type FieldName = Exclude<keyof L1Info, 'layout'>
type FieldOf<Name extends FieldName> = { readonly name: Name; readonly kind: Kind<Required<L1Info>[Name]> }

/** A field of any name with the kind that belongs to that name. */
export type Field = { readonly [Name in FieldName]: FieldOf<Name> }[FieldName]

const bedrock: readonly Field[] = [
  { name: 'number', kind: number(32) },
  { name: 'time', kind: number(32) },
  { name: 'baseFee', kind: integer(32) },
  { name: 'blockHash', kind: hash },
  { name: 'sequenceNumber', kind: number(32) },
  { name: 'batcher', kind: address },
  { name: 'overhead', kind: hash },
  { name: 'scalar', kind: hash },
]

const ecotone: readonly Field[] = [
  { name: 'baseFeeScalar', kind: number(4) },
  { name: 'blobBaseFeeScalar', kind: number(4) },
  { name: 'sequenceNumber', kind: number(8) },
  { name: 'time', kind: number(8) },
  { name: 'number', kind: number(8) },
  { name: 'baseFee', kind: integer(32) },
  { name: 'blobBaseFee', kind: integer(32) },
  { name: 'blockHash', kind: hash },
  { name: 'batcher', kind: address },
]

const isthmus: readonly Field[] = [
  ...ecotone,
  { name: 'operatorFeeScalar', kind: number(4) },
  { name: 'operatorFeeConstant', kind: integer(8) },
]

const jovian: readonly Field[] = [...isthmus, { name: 'daFootprintGasScalar', kind: number(2) }]

export const layouts: Readonly<Record<L1InfoLayout, Layout>> = {
  bedrock: layout('setL1BlockValues(uint64,uint64,uint256,bytes32,uint64,bytes32,uint256,uint256)', bedrock),
  ecotone: layout('setL1BlockValuesEcotone()', ecotone),
  isthmus: layout('setL1BlockValuesIsthmus()', isthmus),
  jovian: layout('setL1BlockValuesJovian()', jovian),
}

function layout(signature: string, fields: readonly Field[]): Layout {
  const selector = selectorOf(signature)
  const size = fields.reduce((sum, { kind }) => sum + kind.size, selector.length)
  return { selector, fields, size }
}
