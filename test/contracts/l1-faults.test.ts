import { describe, expect, it } from 'vitest'
import { UnusableUrlError } from '../../src/adapters/http-url.ts'
import { createL1 } from '../../src/adapters/l1/l1.ts'
import { refusal, result, serveText } from './serve-text.ts'

const signal = AbortSignal.timeout(60_000)
const deadlineMs = 10_000
const hash = `0x${'ab'.repeat(32)}`
const parentHash = `0x${'cd'.repeat(32)}`
const swollen = { number: '0x5', hash, parentHash, transactions: 'x'.repeat(5_000_000) }

describe('an L1 that answers badly', () => {
  it.each([
    { answer: 'HTTP 429', status: 429, body: 'slow down', kind: 'unreachable' },
    { answer: 'HTTP 500', status: 500, body: 'oops', kind: 'malformed' },
    { answer: 'a block without a hash', body: result({ number: '0x5', parentHash }), kind: 'malformed' },
    { answer: 'a pending block', body: result({ number: null, hash: null, parentHash }), kind: 'malformed' },
    {
      answer: 'a height beyond 2^53',
      body: result({ number: '0x20000000000001', hash, parentHash }),
      kind: 'malformed',
    },
    { answer: 'no latest block', body: result(null), kind: 'malformed' },
    { answer: 'an answer too large', body: result(swollen), kind: 'malformed' },
    { answer: 'an error', body: refusal(-32000, 'starting'), kind: 'refused' },
  ])('$answer is $kind, and one call is one request', async ({ status = 200, body, kind }) => {
    await using server = await serveText(() => ({ status, body }))
    expect(await createL1({ urls: [server.url], deadlineMs }).latest(signal)).toMatchObject({ kind })
    expect(server.requests).toHaveLength(1)
  })

  it('is not believed when it answers for another height than was asked', async () => {
    await using server = await serveText(() => ({ body: result({ number: '0x4', hash, parentHash }) }))
    const block = await createL1({ urls: [server.url], deadlineMs }).blockAt(5, signal)
    expect(block).toMatchObject({
      kind: 'malformed',
      detail: expect.stringContaining('asked for block 5, got 4'),
    })
  })
})

describe('an L1 before its first finality', () => {
  it.each([
    { client: 'null', body: result(null) },
    { client: 'an unknown block', body: refusal(-39001, 'Unknown block') },
    { client: 'a block not found', body: refusal(-32000, 'finalized block not found') },
    { client: 'a zero hash', body: result({ number: '0x0', hash: `0x${'00'.repeat(32)}`, parentHash }) },
  ])('says $client, which is no finalized block', async ({ body }) => {
    await using server = await serveText(() => ({ body }))
    expect(await createL1({ urls: [server.url], deadlineMs }).finalized(signal)).toEqual({
      kind: 'ok',
      value: null,
    })
  })

  it('is another thing than an L1 that does not know the method', async () => {
    await using server = await serveText(() => ({ body: refusal(-32601, 'method not found') }))
    expect((await createL1({ urls: [server.url], deadlineMs }).finalized(signal)).kind).toBe('refused')
  })
})

it('an address that is not of HTTP is refused at once', () => {
  expect(() => createL1({ urls: ['wss://example.org'], deadlineMs })).toThrow(UnusableUrlError)
})
