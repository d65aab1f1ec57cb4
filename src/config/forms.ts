import { isIP } from 'node:net'
import type * as Maybe from 'effect/Option'
import * as Schema from 'effect/Schema'
import * as Transformation from 'effect/SchemaTransformation'
import type { Address } from '../../machines/values.ts'
import { printableUrl } from '../adapters/json-rpc/printable-url.ts'
import { networkNames } from '../derive/config/networks.ts'

/** How a value is written down: its decoder, and the words for help and for a refusal. */
export interface Form<T> {
  readonly placeholder: string
  /** Ends the sentence "expected …". */
  readonly expected: string
  readonly decode: (text: string) => Maybe.Option<T>
  /** The text as it may be printed; forms that can carry credentials take them out. */
  readonly show: (text: string) => string
}

export const path = form({
  placeholder: '<path>',
  expected: 'a path of at most 4096 characters',
  schema: Schema.String.check(Schema.isPattern(/^[^\0]{1,4096}$/)),
})

export const url = form({
  placeholder: '<url>',
  expected: 'an http:// or https:// address',
  schema: Schema.String.check(Schema.makeFilter(isHttpUrl)),
  show: printableUrl,
})

export const ipAddress = form({
  placeholder: '<ip>',
  expected: 'an IPv4 or IPv6 address',
  schema: Schema.String.check(Schema.makeFilter((text: string) => isIP(text) !== 0)),
})

export const hostName = form({
  placeholder: '<name>',
  expected: 'a host name, or * for any',
  schema: Schema.String.check(Schema.isPattern(/^(\*|[\w-]{1,63}(\.[\w-]{1,63}){0,31})$/)).pipe(
    Schema.decode(Transformation.transform<string, string>({ decode: lowerCase, encode: lowerCase })),
  ),
})

export const address = form({
  placeholder: '<address>',
  expected: 'a 0x-prefixed address of 40 hex digits',
  schema: Schema.TemplateLiteral(['0x', Schema.String])
    .check(Schema.isPattern(/^0x[0-9a-fA-F]{40}$/))
    .pipe(
      Schema.decode(Transformation.transform<Address, Address>({ decode: lowerCase, encode: lowerCase })),
    ),
})

export const peer = form({
  placeholder: '<multiaddr>',
  expected: 'a multiaddr with a peer id, such as /ip4/192.0.2.1/tcp/9322/p2p/16Uiu2…',
  schema: Schema.String.check(
    Schema.isPattern(/^\/(ip4|ip6|dns|dns4|dns6)\/[^/,\s]{1,253}\/tcp\/\d{1,5}\/p2p\/[A-Za-z0-9]{1,128}$/),
  ),
})

export const network = form({
  placeholder: '<name>',
  expected: "the name of a network as op-node's --network takes it, such as op-mainnet or op-sepolia",
  schema: Schema.Literals(networkNames),
})

export const port = integer('<port>', 'a TCP port from 0 to 65535, 0 letting the system choose', 0, 65_535)

export const chainId = integer('<id>', 'a chain id from 1 to 2^53 - 1', 1, Number.MAX_SAFE_INTEGER)

export const threshold = integer('<count>', 'a count from 1 to 64', 1, 64)

export const promotions = integer('<count>', 'a count from 1 to 1000000', 1, 1_000_000)

const unitMs = { ms: 1, s: 1000, m: 60_000 } as const

/** Decodes to milliseconds. Bounds are in milliseconds too. */
export function durationMs(expected: string, minimum: number, maximum: number): Form<number> {
  const decode = (text: string) => Number(text.replace(/\D+/, '')) * unitMs[unitOf(text)]
  return form({
    placeholder: '<duration>',
    expected,
    schema: Schema.String.check(Schema.isPattern(/^\d{1,9}(ms|s|m)$/)).pipe(
      Schema.decodeTo(
        Schema.Int.check(Schema.isBetween({ minimum, maximum })),
        Transformation.transform({ decode, encode: (ms) => `${ms}ms` }),
      ),
    ),
  })
}

export function oneOf<const W extends readonly string[]>(...words: W): Form<W[number]> {
  return form({ placeholder: words.join('|'), expected: words.join(', '), schema: Schema.Literals(words) })
}

function integer(placeholder: string, expected: string, minimum: number, maximum: number): Form<number> {
  return form({
    placeholder,
    expected,
    schema: Schema.String.check(Schema.isPattern(/^\d{1,16}$/)).pipe(
      Schema.decodeTo(
        Schema.Int.check(Schema.isBetween({ minimum, maximum })),
        Transformation.transform({ decode: Number, encode: String }),
      ),
    ),
  })
}

function form<T>(parts: {
  placeholder: string
  expected: string
  schema: Schema.Codec<T, string>
  show?: (text: string) => string
}): Form<T> {
  const decode = Schema.decodeUnknownOption(parts.schema)
  return {
    placeholder: parts.placeholder,
    expected: parts.expected,
    decode: (text) => decode(text),
    show: parts.show ?? ((text) => text),
  }
}

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text)
}

function lowerCase<T extends string>(text: T): Lowercase<T> {
  return text.toLowerCase() as Lowercase<T>
}

function unitOf(text: string): keyof typeof unitMs {
  if (text.endsWith('ms')) return 'ms'
  return text.endsWith('s') ? 's' : 'm'
}
