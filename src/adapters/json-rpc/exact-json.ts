/** What the language has and its declarations lack still: the text behind a parsed value, and text as a value. */
interface ExactJson {
  readonly parse: (
    text: string,
    revive: (key: string, value: unknown, from: { readonly source?: string }) => unknown,
  ) => unknown
  readonly rawJSON: (text: string) => unknown
}

const exact = JSON as unknown as ExactJson

/**
 * Parses JSON that is only carried elsewhere: a number that JavaScript would write in another way,
 * one beyond 2^53 for instance, is written again as it came.
 */
export function parseExactJson(text: string): unknown {
  return exact.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined && JSON.stringify(value) !== source
      ? exact.rawJSON(source)
      : value,
  )
}
