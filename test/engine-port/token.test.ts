import { createHmac } from 'node:crypto'
import * as Redacted from 'effect/Redacted'
import { describe, expect, it } from 'vitest'
import { refusalOfToken } from '../../src/server/engine-port/token.ts'
import { bearer, call, clientSecret, nodeSecret, openStage, post } from './stage.ts'
import { openUpstream } from './upstream.ts'

const nowMs = 1_800_000_000_000
const nowS = nowMs / 1_000

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A token of any header and claims, signed with any hash. */
function token(claims: unknown, header: unknown = { alg: 'HS256', typ: 'JWT' }, secret = nodeSecret): string {
  const hash = (header as { alg?: string }).alg === 'HS512' ? 'sha512' : 'sha256'
  const signed = `${part(header)}.${part(claims)}`
  return `Bearer ${signed}.${createHmac(hash, Redacted.value(secret)).update(signed).digest('base64url')}`
}

describe('a token', () => {
  it.each([
    ['of now', { iat: nowS }],
    ['of a minute ago', { iat: nowS - 60 }],
    ['of in a minute', { iat: nowS + 60 }],
    ['with a fraction of a second', { iat: nowS - 0.5 }],
    ['that expires later', { iat: nowS, exp: nowS + 1 }],
    ['with claims that nobody asked for', { iat: nowS, id: 'op-node', clv: 'v1' }],
  ])('%s is good', (_, claims) => {
    expect(refusalOfToken(token(claims), nodeSecret, nowMs)).toBeNull()
  })

  it.each([
    ['stale', token({ iat: nowS - 61 }), 'stale token'],
    ['of the future', token({ iat: nowS + 61 }), 'future token'],
    ['expired', token({ iat: nowS, exp: nowS }), 'token is expired'],
    ['without a time', token({}), 'missing issued-at'],
    ['with a time that is none', token({ iat: `${nowS}` }), 'the claims of the token are not readable'],
    ['of another secret', token({ iat: nowS }, undefined, clientSecret), 'signature is invalid'],
    ['signed otherwise', token({ iat: nowS }, { alg: 'HS512' }), 'expected a token signed with HS256'],
    ['unsigned', `Bearer ${part({ alg: 'none' })}.${part({ iat: nowS })}.`, 'missing token'],
    ['calling itself unsigned', token({ iat: nowS }, { alg: 'none' }), 'expected a token signed with HS256'],
    ['cut short', token({ iat: nowS }).slice(0, -2), 'signature is invalid'],
    ['of another kind', token({ iat: nowS }).replace('Bearer', 'Basic'), 'missing token'],
    ['that is not there', undefined, 'missing token'],
    ['that is rubbish', 'Bearer a.b.c', 'expected a token signed with HS256'],
  ])('%s is refused', (_, authorization, why) => {
    expect(refusalOfToken(authorization, nodeSecret, nowMs)).toBe(why)
  })

  it('changed by one character anywhere is refused', () => {
    const good = token({ iat: nowS })
    for (let at = 'Bearer '.length; at < good.length - 1; at++) {
      const other = good[at] === 'A' ? 'B' : 'A'
      const changed = `${good.slice(0, at)}${other}${good.slice(at + 1)}`
      expect(refusalOfToken(changed, nodeSecret, nowMs)).not.toBeNull()
    }
  })
})

describe('the port', () => {
  it('answers 401 in plain text, forwards nothing, and writes no secret down', async () => {
    const upstream = await openUpstream()
    const stage = await openStage({ clientUrl: upstream.url })
    const refused = await post(stage.url, '{}', { headers: { authorization: 'Bearer a.b.c' } })
    expect(refused).toEqual({
      status: 401,
      type: 'text/plain; charset=utf-8',
      text: 'expected a token signed with HS256\n',
    })
    expect(upstream.seen).toEqual([])
    expect(JSON.stringify(stage.log.lines)).toMatch(/was refused.*HS256/)
    expect(JSON.stringify(stage.log.lines)).not.toMatch(/a\.b\.c|1111/)
  })

  it('asks for the token and not for the name it is called by: a service has one in its network', async () => {
    const upstream = await openUpstream()
    const stage = await openStage({ clientUrl: upstream.url })
    const ask = (authorization: string) =>
      post(stage.url, call('eth_chainId'), { headers: { host: 'op-follower:9551', authorization } })
    expect(await ask(bearer())).toMatchObject({ status: 200 })
    expect(await ask('')).toMatchObject({ status: 401 })
  })

  it('makes a token of its own for the client, of this moment, with the secret of the client', async () => {
    const upstream = await openUpstream()
    const stage = await openStage({ clientUrl: upstream.url })
    await post(stage.url, '{"method":"eth_chainId"}')
    const authorization = upstream.seen[0]?.headers.authorization
    expect(refusalOfToken(authorization, clientSecret, Date.now())).toBeNull()
    expect(refusalOfToken(authorization, nodeSecret, Date.now())).not.toBeNull()
  })
})
