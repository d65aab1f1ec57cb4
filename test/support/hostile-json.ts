import fc from 'fast-check'

/** What an endpoint may put where something else belongs. */
const nonsense = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    1.5,
    '',
    '0x',
    '0x0',
    '0xg',
    '0x123',
    'latest',
    [],
    {},
    [null],
    `0x${'f'.repeat(64)}`,
    `0x${'f'.repeat(65)}`,
    `0x${'ff'.repeat(32)}00`,
    `0x${'00'.repeat(256)}`,
    '0x20000000000000',
    '0x10000000000000000',
  ),
  fc.string(),
  fc.jsonValue(),
)

/** A JSON value with one to three of its parts, at any depth, replaced, removed or repeated. */
export function hostileJson(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({ at: fc.array(fc.nat(), { maxLength: 4 }), put: fc.option(nonsense) })
  return fc
    .tuple(valid, fc.array(change, { minLength: 1, maxLength: 3 }))
    .map(([json, changes]) => changes.reduce((changed, { at, put }) => changedAt(changed, at, put), json))
}

/** `put` null removes what is there. The path takes, at each level, one of the keys there are. */
function changedAt(json: unknown, [first, ...rest]: readonly number[], put: unknown): unknown {
  if (first === undefined || typeof json !== 'object' || json === null) return put
  const entries = Object.entries(json)
  if (entries.length === 0) return put
  const at = first % entries.length
  const [key, value] = entries[at]!
  const changed = rest.length === 0 && put === null ? [] : [[key, changedAt(value, rest, put)] as const]
  const all = entries.toSpliced(at, 1, ...(changed as [string, unknown][]))
  return Array.isArray(json) ? all.map(([, item]) => item) : Object.fromEntries(all)
}
