import * as Result from 'effect/Result'
import * as Schema from 'effect/Schema'
import type { Answer } from '../../ports/trouble.ts'

const longestDetailChars = 300

/** Turns an undecoded answer into a typed one. `subject` names the call in the message for a person. */
export function decodeWith<T>(
  schema: Schema.Decoder<T>,
  subject: string,
): (answer: Answer<unknown>) => Answer<T> {
  const decode = Schema.decodeUnknownResult(schema)
  return (answer) => {
    if (answer.kind !== 'ok') return answer
    const decoded = decode(answer.value)
    if (Result.isSuccess(decoded)) return { kind: 'ok', value: decoded.success }
    return { kind: 'malformed', detail: `${subject}: ${shorten(decoded.failure.message)}` }
  }
}

/** A decoding message quotes what it saw, which may be a whole block. */
function shorten(message: string): string {
  return message.length > longestDetailChars ? `${message.slice(0, longestDetailChars)}…` : message
}
