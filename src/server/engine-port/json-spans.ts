/** Where a value stands in a JSON text: its first byte, and the one after its last. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Member {
  readonly name: Span
  readonly value: Span
}

/** Deeper nesting than any call of an execution client has; what is deeper counts as no JSON. */
const depthLimit = 256

const none = -1

/**
 * The one value that the whole text is; null when it is no JSON. Values are found without being made: a
 * payload of 10 MiB is passed over, string by string, at the speed of a memory search. The grammar is
 * checked; the insides of strings are not.
 */
export function documentSpan(bytes: Buffer): Span | null {
  const start = skipSpace(bytes, 0)
  const end = valueEnd(bytes, start, 0)
  return end !== none && skipSpace(bytes, end) === bytes.length ? { start, end } : null
}

/** Null when the value is no array. */
export function elementsOf(bytes: Buffer, { start }: Span): readonly Span[] | null {
  if (bytes[start] !== code.openArray) return null
  const found: Span[] = []
  return arrayEnd(bytes, start, 0, (element) => found.push(element)) === none ? null : found
}

/** Null when the value is no object. */
export function membersOf(bytes: Buffer, { start }: Span): readonly Member[] | null {
  if (bytes[start] !== code.openObject) return null
  const found: Member[] = []
  return objectEnd(bytes, start, 0, (member) => found.push(member)) === none ? null : found
}

const code = {
  quote: 0x22,
  comma: 0x2c,
  colon: 0x3a,
  openArray: 0x5b,
  backslash: 0x5c,
  closeArray: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const

function valueEnd(bytes: Buffer, at: number, depth: number): number {
  switch (bytes[at]) {
    case code.quote:
      return stringEnd(bytes, at)
    case code.openObject:
      return objectEnd(bytes, at, depth, ignore)
    case code.openArray:
      return arrayEnd(bytes, at, depth, ignore)
    default:
      return atomEnd(bytes, at)
  }
}

function objectEnd(bytes: Buffer, open: number, depth: number, visit: (member: Member) => void): number {
  if (depth >= depthLimit) return none
  let at = skipSpace(bytes, open + 1)
  if (bytes[at] === code.closeObject) return at + 1
  for (;;) {
    if (bytes[at] !== code.quote) return none
    const name = { start: at, end: stringEnd(bytes, at) }
    const colon = skipSpace(bytes, name.end)
    if (name.end === none || bytes[colon] !== code.colon) return none
    const start = skipSpace(bytes, colon + 1)
    const end = valueEnd(bytes, start, depth + 1)
    if (end === none) return none
    visit({ name, value: { start, end } })
    at = skipSpace(bytes, end)
    if (bytes[at] === code.closeObject) return at + 1
    if (bytes[at] !== code.comma) return none
    at = skipSpace(bytes, at + 1)
  }
}

function arrayEnd(bytes: Buffer, open: number, depth: number, visit: (element: Span) => void): number {
  if (depth >= depthLimit) return none
  let at = skipSpace(bytes, open + 1)
  if (bytes[at] === code.closeArray) return at + 1
  for (;;) {
    const end = valueEnd(bytes, at, depth + 1)
    if (end === none) return none
    visit({ start: at, end })
    at = skipSpace(bytes, end)
    if (bytes[at] === code.closeArray) return at + 1
    if (bytes[at] !== code.comma) return none
    at = skipSpace(bytes, at + 1)
  }
}

function stringEnd(bytes: Buffer, open: number): number {
  let quote = bytes.indexOf(code.quote, open + 1)
  while (quote !== none && isEscaped(bytes, quote)) quote = bytes.indexOf(code.quote, quote + 1)
  return quote === none ? none : quote + 1
}

/** After an odd number of backslashes. The run ends at the opening quote at the latest. */
function isEscaped(bytes: Buffer, quote: number): boolean {
  let at = quote
  while (bytes[at - 1] === code.backslash) at -= 1
  return (quote - at) % 2 === 1
}

const atom = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/

/** Longer numbers than this mean nothing to anybody. */
const atomLimitBytes = 128

function atomEnd(bytes: Buffer, start: number): number {
  let end = start
  while (end < bytes.length && end - start <= atomLimitBytes && isOfAtom(bytes[end]!)) end += 1
  return atom.test(bytes.toString('latin1', start, end)) ? end : none
}

/** Letters, digits, sign and point. */
function isOfAtom(byte: number): boolean {
  return (
    (byte >= 0x30 && byte <= 0x39) ||
    (byte >= 0x61 && byte <= 0x7a) ||
    byte === 0x2d ||
    byte === 0x2e ||
    byte === 0x2b ||
    byte === 0x45
  )
}

function skipSpace(bytes: Buffer, from: number): number {
  let at = from
  while (bytes[at] === 0x20 || bytes[at] === 0x0a || bytes[at] === 0x0d || bytes[at] === 0x09) at += 1
  return at
}

function ignore(): void {}
