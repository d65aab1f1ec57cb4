import { describe, expect, it } from 'vitest'
import { refusal } from '../wire/refusal.ts'
import { type Layout, layouts } from './support/layouts.ts'
import { rawItems, rawList, withItem } from './support/raw-rlp.ts'
import { wrongItems } from './support/wrong-items.ts'

const items = layouts.flatMap(({ name, list, decode, kinds }) =>
  kinds.map((kind, index) => ({ name, list, decode, kind, index })),
)

describe('every item of every codec', () => {
  it.each(layouts)('is in the table: $name', ({ list, decode, kinds }) => {
    expect(decode(list).kind).toBe('ok')
    expect(kinds).toHaveLength(rawItems(list).length)
  })

  it.each(items)(
    'is refused as what it is not: $name, item $index, $kind',
    ({ list, decode, kind, index }) => {
      for (const [what, item] of wrongItems(kind)) {
        expect([what, decode(withItem(list, index, item)).kind]).toEqual([what, 'malformed'])
      }
    },
  )
})

describe('every list of every codec is refused', () => {
  it.each(layouts)('with an item too many: $name', ({ list, decode }) => {
    expect(decode(rawList([...rawItems(list), Uint8Array.of(0x80)]))).toEqual(refusal(/instead of at most/))
  })

  it.each(layouts)('without its first item, or with none: $name', (layout) => {
    expect(layout.decode(rawList(rawItems(layout.list).slice(1)))).toMatchObject({ kind: 'malformed' })
    expect(layout.decode(rawList([]))).toEqual(refusal(/ends before/))
  })

  it.each(layouts)('at every other length: $name', (layout) => {
    expect(acceptedLengths(layout)).toEqual([])
    expect(layout.decode(Uint8Array.from([...layout.list, 0x80]))).toMatchObject({ kind: 'malformed' })
  })
})

/** Of the list cut short. Cut to nothing it is not there at all, which is well where it is one of many. */
function acceptedLengths({ list, decode }: Layout): readonly number[] {
  const lengths = Array.from({ length: list.length - 1 }, (_, at) => at + 1)
  return lengths.filter((length) => decode(list.subarray(0, length)).kind === 'ok')
}
