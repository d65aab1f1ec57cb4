import * as Result from 'effect/Result'
import * as Schema from 'effect/Schema'
import { makeFormatterStandardSchemaV1 } from 'effect/SchemaIssue'
import { type Decoded, malformed, ok } from '../../wire/decoded.ts'

const format = makeFormatterStandardSchemaV1()
const longestSeenChars = 80

/** Decodes the shape of a file. The reason names one field, what was expected there, and what was seen. */
export function shapeDecoder<T>(schema: Schema.Decoder<T>): (json: unknown) => Decoded<T> {
  const decode = Schema.decodeUnknownResult(schema)
  return (json) => {
    const decoded = decode(json)
    if (Result.isSuccess(decoded)) return ok(decoded.success)
    const [issue] = format(decoded.failure.issue).issues
    const path = (issue?.path ?? []).map(String)
    return malformed(`${path.join('.') || 'the config'}: ${complaint(issue?.message, valueAt(json, path))}`)
  }
}

function complaint(message: string | undefined, seen: unknown): string {
  if (seen === undefined) return 'expected a value, seen none'
  const expected = message?.replace(/^Expected /, '') ?? 'another value'
  return `expected ${expected}, seen ${shown(seen)}`
}

function valueAt(json: unknown, path: readonly string[]): unknown {
  let value = json
  for (const key of path) value = isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined
  return value
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** A large value is named by its kind: it would hide the sentence around it. */
function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object' && value !== null) return 'an object'
  const text = typeof value === 'string' ? `'${value}'` : String(value)
  return text.length > longestSeenChars ? `${text.slice(0, longestSeenChars)}…` : text
}
