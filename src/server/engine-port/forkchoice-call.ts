import * as Maybe from 'effect/Option'
import * as Schema from 'effect/Schema'
import type { ForkchoiceState } from '../../ports/execution-client.ts'
import { fieldsOf, textOf } from './fields.ts'
import { elementsOf, type Span } from './json-spans.ts'
import type { PortRequest } from './requests.ts'
import { State } from './schemas.ts'

const names = ['headBlockHash', 'safeBlockHash', 'finalizedBlockHash'] as const

export interface ForkchoiceCall {
  readonly state: ForkchoiceState
  /** The same request, byte for byte, but for the hashes that differ. */
  readonly relabelled: (state: ForkchoiceState) => Buffer
}

const decodeState = Schema.decodeUnknownOption(State)

/** Null when the first parameter is no forkchoice state. The attributes after it are not looked at. */
export function forkchoiceCall(request: PortRequest): ForkchoiceCall | null {
  const { bytes, params } = request
  const [first] = params === null ? [] : (elementsOf(bytes, params) ?? [])
  const fields = first === undefined ? null : fieldsOf(bytes, first, names)
  if (fields === null) return null
  const places = names.flatMap((name) => (fields[name] === null ? [] : [{ name, span: fields[name] }]))
  const texts = Object.fromEntries(places.map(({ name, span }) => [name, textOf(bytes, span)]))
  const state = Maybe.getOrNull(decodeState(texts))
  if (state === null) return null
  const relabelled = (labelled: ForkchoiceState) => {
    const changed = places.filter(({ name }) => labelled[name] !== state[name])
    return splice(
      bytes,
      request.span,
      changed.map(({ name, span }) => ({ span, text: JSON.stringify(labelled[name]) })),
    )
  }
  return { state, relabelled }
}

interface Replacement {
  readonly span: Span
  readonly text: string
}

function splice(bytes: Buffer, { start, end }: Span, replacements: readonly Replacement[]): Buffer {
  const pieces: Buffer[] = []
  let at = start
  for (const { span, text } of replacements.toSorted((a, b) => a.span.start - b.span.start)) {
    pieces.push(bytes.subarray(at, span.start), Buffer.from(text))
    at = span.end
  }
  return Buffer.concat([...pieces, bytes.subarray(at, end)])
}
