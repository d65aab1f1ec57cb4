import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { toHex } from '../../wire/hex.ts'
import type { Kind } from './kinds.ts'
import type { L1Info, L1InfoLayout } from './l1-info.ts'
import { type Field, type Layout, layouts } from './layouts.ts'

/** Call data of the layout that the value names. A field of that layout that is missing is a defect, and throws. */
export function encodeL1Info(info: L1Info): Uint8Array {
  const { selector, fields } = layouts[info.layout]
  return Buffer.concat([selector, ...fields.map((field) => written(field, info))])
}

function written({ name, kind }: Field, info: L1Info): Uint8Array {
  const value = info[name]
  if (value === undefined) throw new TypeError(`an L1 info laid out as ${info.layout} needs its ${name}`)
  // The kind of a field is that of its name.
  return (kind as Kind<typeof value>).write(value)
}

/**
 * Reads call data by its selector; whether that layout is due is a question of time. Heights and times
 * beyond 2^53, which no chain can reach, are refused.
 */
export function decodeL1Info(data: Uint8Array): Decoded<L1Info> {
  const name = layoutNames.find((name) => startsWith(data, layouts[name].selector))
  if (name === undefined) return malformed(`no L1 info has the selector ${toHex(data.subarray(0, 4))}`)
  const layout = layouts[name]
  if (data.length !== layout.size) {
    return malformed(`an L1 info laid out as ${name} has ${layout.size} bytes, this one ${data.length}`)
  }
  return readFields(data, name, layout)
}

const layoutNames = Object.keys(layouts) as readonly L1InfoLayout[]

function readFields(data: Uint8Array, name: L1InfoLayout, { selector, fields }: Layout): Decoded<L1Info> {
  const info: Record<string, unknown> = { layout: name }
  let at = selector.length
  for (const field of fields) {
    const value = field.kind.read(data.subarray(at, at + field.kind.size))
    if (value === null) return malformed(`the ${field.name} of the L1 info is padded or too large`)
    info[field.name] = value
    at += field.kind.size
  }
  // Every field was written by the kind of its name.
  return ok(info as unknown as L1Info)
}

function startsWith(data: Uint8Array, selector: Uint8Array): boolean {
  return Buffer.compare(data.subarray(0, selector.length), selector) === 0
}
