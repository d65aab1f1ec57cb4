import { type Member, membersOf, type Span } from './json-spans.ts'

/** What a string of the text says, its escapes undone; null when the value is no string. */
export function textOf(bytes: Buffer, { start, end }: Span): string | null {
  if (bytes[start] !== quote) return null
  const inside = bytes.subarray(start + 1, end - 1)
  if (!inside.includes(backslash)) return inside.toString('utf8')
  try {
    return JSON.parse(bytes.toString('utf8', start, end)) as string
  } catch {
    return null
  }
}

/**
 * The values of the named members; null for one that is absent. The whole is null when the value is no
 * object, or when two readers could see different things in it: a name given twice, or spelled so
 * that only a reader that ignores case, as Go's, would take it.
 */
export function fieldsOf<const N extends readonly string[]>(
  bytes: Buffer,
  object: Span,
  names: N,
): Readonly<Record<N[number], Span | null>> | null {
  const members = membersOf(bytes, object)
  if (members === null) return null
  const folded = new Map(names.map((name) => [fold(name), name]))
  const fields: Record<string, Span | null> = Object.fromEntries(names.map((name) => [name, null]))
  for (const { name, value } of members) {
    const seen = nameOf(bytes, name)
    const meant = folded.get(fold(seen))
    if (meant === undefined) continue
    if (seen !== meant || fields[meant] !== null) return null
    fields[meant] = value
  }
  return fields as Record<N[number], Span | null>
}

const quote = 0x22
const backslash = 0x5c

/** A name with a broken escape is no name of ours, and whoever reads it next will say so. */
function nameOf(bytes: Buffer, name: Member['name']): string {
  return textOf(bytes, name) ?? ''
}

/** Both ways, because two letters outside ASCII fold into it. */
function fold(name: string): string {
  return name.toLowerCase().toUpperCase()
}
