import fc from 'fast-check'

const space = fc.stringMatching(/^[ \n\r\t]{0,3}$/)

/** The same value as any serializer might write it: spaces anywhere, characters of strings escaped at will. */
export function spelled(value: unknown): fc.Arbitrary<string> {
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

function spelledString(text: string): fc.Arbitrary<string> {
  const units = [...text].map((character) =>
    fc.boolean().map((plain) => (plain ? JSON.stringify(character).slice(1, -1) : escaped(character))),
  )
  return fc.tuple(...units).map((parts) => `"${parts.join('')}"`)
}

function escaped(character: string): string {
  return [...character.split('')]
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}

/** JSON text of any value, spelled in any way. */
export const anyText = fc.jsonValue({ maxDepth: 4 }).chain(spelled)
