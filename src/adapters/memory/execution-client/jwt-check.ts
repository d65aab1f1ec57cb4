import { createHmac, timingSafeEqual } from 'node:crypto'

const clockDriftLimitSeconds = 60

/** Judges a request as execution clients do; null when the token is good, else why it is not. */
export function refusalOf(
  authorization: string | undefined,
  secret: Uint8Array,
  nowMs: number,
): string | null {
  const [, header, claims, signature] =
    /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization ?? '') ?? []
  if (header === undefined || claims === undefined || signature === undefined) return 'missing token'
  if (read(header).alg !== 'HS256') return 'signing method is not HS256'
  const expected = createHmac('sha256', secret).update(`${header}.${claims}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return 'signature is invalid'
  const iat = Number(read(claims).iat)
  return Math.abs(nowMs / 1_000 - iat) <= clockDriftLimitSeconds ? null : 'stale token'
}

function read(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
}
