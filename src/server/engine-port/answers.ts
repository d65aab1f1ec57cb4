import * as Maybe from 'effect/Option'
import * as Schema from 'effect/Schema'
import type { ForwardedAnswer } from '../../ports/forwarding.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import { fieldsOf } from './fields.ts'
import { documentSpan } from './json-spans.ts'
import { Envelope } from './schemas.ts'

const decodeEnvelope = Schema.decodeUnknownOption(Envelope)

/** Reads a client's answer for the gate, beside the bytes that go back to the node as they are. */
export function readAnswer<T>(schema: Schema.Decoder<T>): (answer: ForwardedAnswer) => Answer<T> {
  const decode = Schema.decodeUnknownOption(schema)
  return (answer) => {
    const trouble = troubleOfStatus(answer)
    if (trouble !== null) return trouble
    const envelope = Maybe.getOrNull(decodeEnvelope(textOfBody(answer)))
    if (envelope === null) return { kind: 'malformed', detail: 'not a JSON-RPC answer' }
    if (envelope.error) return { kind: 'refused', code: envelope.error.code, detail: envelope.error.message }
    const result = Maybe.getOrNull(decode(envelope.result))
    if (result !== null) return { kind: 'ok', value: result }
    return { kind: 'malformed', detail: 'the result is not what the Engine API allows' }
  }
}

/** The same where only success matters: a block of many megabytes is not decoded for that. */
export function readSuccess(answer: ForwardedAnswer): Answer<ForwardedAnswer> {
  const trouble = troubleOfStatus(answer)
  if (trouble !== null) return trouble
  const refused = isError(answer)
  return refused ? { kind: 'refused', code: 0, detail: 'an error' } : { kind: 'ok', value: answer }
}

/** True for every answer that is no result. */
export function isFailing(answer: ForwardedAnswer): boolean {
  return troubleOfStatus(answer) !== null || isError(answer)
}

function isError({ body }: ForwardedAnswer): boolean {
  const bytes = asBuffer(body)
  const whole = documentSpan(bytes)
  const fields = whole === null ? null : fieldsOf(bytes, whole, ['result'])
  return fields === null || fields.result === null
}

/** After the request was sent: what a gateway in between says leaves open whether it was carried out. */
function troubleOfStatus({ status }: ForwardedAnswer): Trouble | null {
  if (status === 200) return null
  const detail = `HTTP ${status}`
  if (status === 401 || status === 403) return { kind: 'unauthorized', detail }
  if (status === 429 || status === 503) return { kind: 'unreachable', detail }
  if (status === 408 || status === 502 || status === 504) return { kind: 'timed-out', detail }
  return { kind: 'malformed', detail }
}

function textOfBody({ body }: ForwardedAnswer): string {
  return asBuffer(body).toString('utf8')
}

function asBuffer(body: Uint8Array): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.from(body.buffer, body.byteOffset, body.byteLength)
}
