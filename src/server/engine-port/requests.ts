import { fieldsOf, textOf } from './fields.ts'
import { documentSpan, elementsOf, type Span } from './json-spans.ts'

/** One call as it stands in a body. Nothing of it is decoded but its method. */
export interface PortRequest {
  readonly kind: 'request'
  readonly bytes: Buffer
  readonly span: Span
  readonly method: string
  /** Null for a notification. */
  readonly id: Span | null
  readonly params: Span | null
}

/** Without a method that every reader would find, nobody can say which rule it falls under. */
interface NoRequest {
  readonly kind: 'no-request'
}

export type Call = PortRequest | NoRequest

export type Body =
  | { readonly kind: 'single'; readonly call: Call }
  | { readonly kind: 'batch'; readonly bytes: Buffer; readonly calls: readonly Call[] }
  | { readonly kind: 'no-json' }

export function readCalls(bytes: Buffer): Body {
  const whole = documentSpan(bytes)
  if (whole === null) return { kind: 'no-json' }
  const elements = elementsOf(bytes, whole)
  if (elements === null) return { kind: 'single', call: requestIn(bytes, whole) }
  return { kind: 'batch', bytes, calls: elements.map((element) => requestIn(bytes, element)) }
}

/** The request by itself, as a body of its own. */
export function bytesOf({ bytes, span }: PortRequest): Buffer {
  return bytes.subarray(span.start, span.end)
}

/** The id as it was written; null where there is none to answer to. */
export function idTextOf(call: Call): string {
  if (call.kind === 'no-request' || call.id === null) return 'null'
  return call.bytes.toString('utf8', call.id.start, call.id.end)
}

function requestIn(bytes: Buffer, span: Span): Call {
  const fields = fieldsOf(bytes, span, ['method', 'params', 'id'])
  const method = fields?.method ? textOf(bytes, fields.method) : null
  if (fields === null || method === null) return { kind: 'no-request' }
  return { kind: 'request', bytes, span, method, id: fields.id, params: fields.params }
}
