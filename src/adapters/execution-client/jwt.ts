import { createHmac } from 'node:crypto'
import * as Redacted from 'effect/Redacted'
import type { JwtSecret } from './jwt-secret.ts'

const header = base64url({ alg: 'HS256', typ: 'JWT' })

/** A token of the Engine API: HS256 with `iat` alone, which the client accepts for 60 s. */
export function mintJwt(secret: JwtSecret, nowMs: number): string {
  const signed = `${header}.${base64url({ iat: Math.floor(nowMs / 1_000) })}`
  const signature = createHmac('sha256', Redacted.value(secret)).update(signed).digest('base64url')
  return `${signed}.${signature}`
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
