import { createHmac, timingSafeEqual } from 'node:crypto'
import * as Maybe from 'effect/Option'
import * as Redacted from 'effect/Redacted'
import * as Schema from 'effect/Schema'

const clockDriftLimitMs = 60_000

const Header = Schema.fromJsonString(Schema.Struct({ alg: Schema.String }))
const Claims = Schema.fromJsonString(
  Schema.Struct({
    iat: Schema.optionalKey(Schema.Finite),
    exp: Schema.optionalKey(Schema.Finite),
  }),
)
const decodeHeader = Schema.decodeUnknownOption(Header)
const decodeClaims = Schema.decodeUnknownOption(Claims)

/**
 * Judges the token of a request as execution clients do: HS256 alone, issued within a minute of now,
 * not expired. Null when it is good, else why it is not; nothing of the token is repeated.
 */
export function refusalOfToken(
  authorization: string | undefined,
  secret: Redacted.Redacted<Uint8Array>,
  nowMs: number,
): string | null {
  const [, header, claims, signature] =
    /^Bearer ([\w-]{1,512})\.([\w-]{1,2048})\.([\w-]{1,128})$/.exec(authorization ?? '') ?? []
  if (header === undefined || claims === undefined || signature === undefined) return 'missing token'
  const head = Maybe.getOrNull(decodeHeader(plain(header)))
  if (head?.alg !== 'HS256') return 'expected a token signed with HS256'
  const expected = createHmac('sha256', Redacted.value(secret)).update(`${header}.${claims}`).digest()
  if (!isSame(expected, Buffer.from(signature, 'base64url'))) return 'signature is invalid'
  return refusalOfClaims(Maybe.getOrNull(decodeClaims(plain(claims))), nowMs)
}

function refusalOfClaims(claims: { iat?: number; exp?: number } | null, nowMs: number): string | null {
  if (claims === null) return 'the claims of the token are not readable'
  if (claims.exp !== undefined && claims.exp * 1_000 <= nowMs) return 'token is expired'
  if (claims.iat === undefined) return 'missing issued-at'
  const ageMs = nowMs - claims.iat * 1_000
  if (ageMs > clockDriftLimitMs) return 'stale token'
  if (ageMs < -clockDriftLimitMs) return 'future token'
  return null
}

function isSame(expected: Buffer, given: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function plain(part: string): string {
  return Buffer.from(part, 'base64url').toString('utf8')
}
