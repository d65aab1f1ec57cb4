import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import type { RlpItem } from '../rlp.ts'
import type { Field } from './field.ts'

/** Each name of a record with its field, in the order of the RLP list. */
export type Fields<T> = { readonly [K in keyof T]-?: Field<Exclude<T[K], undefined>> }

/** An RLP list that is a record. From `optionalFrom` on it may end after any field. */
export function record<T extends object>(fields: Fields<T>, optionalFrom?: keyof T & string): Field<T> {
  const layout = Object.entries(fields) as [keyof T & string, Field<unknown>][]
  const required =
    optionalFrom === undefined ? layout.length : layout.findIndex(([name]) => name === optionalFrom)
  return {
    encode: (value) => {
      const last = layout.findLastIndex(([name]) => value[name] !== undefined)
      return layout
        .slice(0, Math.max(required, last + 1))
        .map(([name, field]) => encodeOne(field, value[name]))
    },
    decode: (item) => decodeItems(item, layout, required) as Decoded<T>,
  }
}

/** What is absent in front of something that is there counts as empty, as with go-ethereum: the hash covers all that is there. */
function encodeOne(field: Field<unknown>, value: unknown): RlpItem {
  return value === undefined ? new Uint8Array() : field.encode(value)
}

function decodeItems(
  item: RlpItem,
  layout: readonly [string, Field<unknown>][],
  required: number,
): Decoded<Record<string, unknown>> {
  if (item instanceof Uint8Array) return malformed('a string instead of a list')
  if (item.length < required) return malformed(`the list ends before ${layout[item.length]![0]}`)
  if (item.length > layout.length)
    return malformed(`a list of ${item.length} instead of at most ${layout.length}`)
  const value: Record<string, unknown> = {}
  for (const [index, each] of item.entries()) {
    const [name, field] = layout[index]!
    const read = field.decode(each)
    if (read.kind === 'malformed') return malformed(`${name}: ${read.reason}`)
    value[name] = read.value
  }
  return ok(value)
}
