import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fieldsOf, textOf } from '../../src/server/engine-port/fields.ts'
import { documentSpan, elementsOf, membersOf, type Span } from '../../src/server/engine-port/json-spans.ts'
import { anyText } from './json-text.ts'

const cut = (bytes: Buffer, { start, end }: Span) => bytes.toString('utf8', start, end)

describe('the spans of a JSON text', () => {
  it('hold what a parser finds there, whatever the text looks like', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const bytes = Buffer.from(text)
        const value: unknown = JSON.parse(text)
        const whole = documentSpan(bytes)
        expect(whole).not.toBeNull()
        expect(valueIn(bytes, whole!)).toEqual(value)
      }),
      { numRuns: 500 },
    )
  })

  it('are never found in a text that is cut, lengthened or altered to be no JSON', () => {
    const altered = fc
      .tuple(anyText, fc.nat(), fc.constantFrom('', '{', '}', '[', ']', ',', ':', '"', '1', 'e', ' '))
      .map(([text, at, put]) => {
        const where = at % (text.length + 1)
        return text.slice(0, where) + put + text.slice(where + 1)
      })
    fc.assert(
      fc.property(altered, (text) => {
        if (isJson(text)) return
        // What is inside of strings is left to whoever reads them.
        if (isJson(withoutStrings(text))) return
        expect(documentSpan(Buffer.from(text))).toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    '',
    ' ',
    '{',
    '[',
    '"',
    '"\\"',
    '{"a"}',
    '{"a":}',
    '{"a":1,}',
    '[1,]',
    '[1 2]',
    '{1:2}',
    'nul',
    '01',
    '+1',
    '1.',
    '\uFEFF1',
    '1 2',
    '--1',
    '1e',
  ])('%j has none', (text) => {
    expect(documentSpan(Buffer.from(text))).toBeNull()
  })

  it('are not looked for without end in depth', () => {
    const depth = 200_000
    expect(documentSpan(Buffer.from('['.repeat(depth) + ']'.repeat(depth)))).toBeNull()
    expect(documentSpan(Buffer.from('{"a":'.repeat(depth)))).toBeNull()
  })
})

describe('the fields of an object', () => {
  const fields = (text: string) => {
    const bytes = Buffer.from(text)
    const found = fieldsOf(bytes, documentSpan(bytes)!, ['method', 'params'])
    return found && { method: found.method && textOf(bytes, found.method), params: found.params !== null }
  }

  it.each([
    ['{"method":"a"}', { method: 'a', params: false }],
    ['{"other":1,"params":[],"method":"a"}', { method: 'a', params: true }],
    ['{"\\u006dethod":"\\u0061"}', { method: 'a', params: false }],
    ['{"methods":"b","method":"a","":0}', { method: 'a', params: false }],
  ])('of %s', (text, expected) => {
    expect(fields(text)).toEqual(expected)
  })

  it.each([
    ['twice', '{"method":"a","method":"b"}'],
    ['twice, once escaped', '{"method":"a","\\u006dethod":"b"}'],
    ['in capitals', '{"Method":"a"}'],
    ['in capitals beside itself', '{"method":"a","METHOD":"b"}'],
    ['with a letter that folds into ASCII', '{"method":"a","param\\u017f":[]}'],
    ['not in an object', '["method"]'],
  ])('are refused when a name stands there %s', (_, text) => {
    expect(fields(text)).toBeNull()
  })
})

/** Puts the value together again from its spans. */
function valueIn(bytes: Buffer, span: Span): unknown {
  const members = membersOf(bytes, span)
  if (members !== null) {
    return Object.fromEntries(members.map(({ name, value }) => [textOf(bytes, name), valueIn(bytes, value)]))
  }
  const elements = elementsOf(bytes, span)
  if (elements !== null) return elements.map((element) => valueIn(bytes, element))
  return textOf(bytes, span) ?? (JSON.parse(cut(bytes, span)) as unknown)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** Strings emptied, so that what remains is grammar alone. */
function withoutStrings(text: string): string {
  return text.replace(/"(?:[^"\\]|\\[\s\S])*"/g, '""')
}
