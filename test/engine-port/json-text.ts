import fc from 'fast-check'

/** Stands in a value for text that is written as it is. */
export class Verbatim {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

const space = fc.stringMatching(/^[ \n\r\t]{0,3}$/)

/** The same value as any serializer might write it: spaces anywhere, characters of strings escaped at will. */
export function spelled(value: unknown): fc.Arbitrary<string> {
  if (value instanceof Verbatim) return fc.constant(value.text)
  if (typeof value === 'string') return spelledString(value)
  if (Array.isArray(value)) return spelledList('[', ']', value.map(spelled))
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value).map(([name, inner]) =>
      fc.tuple(spelledString(name), space, space, spelled(inner)).map(([n, a, b, v]) => `${n}${a}:${b}${v}`),
    )
    return spelledList('{', '}', members)
  }
  return fc.constant(JSON.stringify(value))
}

function spelledList(open: string, close: string, items: fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  const spaced = items.map((item) => fc.tuple(space, item, space).map((parts) => parts.join('')))
  return fc.tuple(space, fc.tuple(...spaced)).map(([empty, all]) => {
    return `${open}${all.length === 0 ? empty : all.join(',')}${close}`
  })
}

/** A string, any of its characters escaped. */
export function spelledString(text: string): fc.Arbitrary<string> {
  const units = Array.from(text, (character) =>
    fc.boolean().map((plain) => (plain ? JSON.stringify(character).slice(1, -1) : escaped(character))),
  )
  return fc.tuple(...units).map((parts) => `"${parts.join('')}"`)
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('')
}

/** JSON text of any value, spelled in any way. */
export const anyText = fc.jsonValue({ maxDepth: 4 }).chain(spelled)
