import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { call, openStage, post } from './stage.ts'
import { openUpstream, result, rpcError } from './upstream.ts'

const block = { number: '0x1', hash: `0x${'ab'.repeat(32)}`, fromTheFuture: { yes: [1, null] } }

describe('what passes', () => {
  it('reaches the client byte for byte, under names that nobody has heard of yet', async () => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    const bodies = [
      call('eth_chainId'),
      call('engine_exchangeCapabilities', [['engine_newPayloadV9']]),
      call('engine_getPayloadBodiesByHashV1', [[block.hash]]),
      call('engine_signalSuperchainV1', [{ recommended: '0x1' }]),
      call('debug_setHead', ['0x1']),
      call('admin_nodeInfo', [], 'a text for an id'),
      ' {\n"params":[1.0e2, "\\u00e9é"],\t"jsonrpc" : "2.0", "trace":{"a":1}, "method":"x\\u0079z", "id":null}\r\n',
      '{"method":"notify_nobody","params":{"by":"name"}}',
    ]
    for (const body of bodies) expect((await post(url, body)).status).toBe(200)
    expect(upstream.bodies()).toEqual(bodies.map((body) => body.trim()))
  })

  it('comes back byte for byte, with the status and the type it had', async () => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    const answers = [
      result(block),
      rpcError(-38_001, 'unknown payload'),
      { status: 500, body: '{"error":{"code":-38002,"message":"in another status"}}' },
      { status: 413, headers: { 'content-type': 'text/plain' }, body: 'too large\n' },
      { status: 307, headers: { location: 'http://127.0.0.1:1/' }, body: 'elsewhere' },
      { body: '' },
      { body: 'no JSON at all: é' },
    ]
    for (const answer of answers) {
      upstream.script(() => answer)
      const { status, type, text } = await post(url, call('eth_getBlockByHash', [block.hash, true]))
      expect({ status, text }).toEqual({ status: answer.status ?? 200, text: answer.body })
      expect(type).toBe(
        answer.headers && 'content-type' in answer.headers ? 'text/plain' : 'application/json',
      )
    }
  })

  it('is the same as without us, whatever is asked and whatever is answered', async () => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    const methods = [
      'eth_call',
      'engine_forkchoiceUpdatedV3',
      'engine_newPayloadV4',
      'engine_getPayloadV4',
      'net_version',
    ]
    const asked = fc.record({
      method: fc.constantFrom(...methods),
      id: fc.jsonValue({ maxDepth: 1 }),
      extra: fc.jsonValue({ maxDepth: 2 }),
    })
    const property = fc.asyncProperty(asked, fc.jsonValue(), async ({ method, id, extra }, answer) => {
      upstream.script(() => result(answer))
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params: [understood, extra], extra })
      const direct = await post(upstream.url, body)
      expect(await post(url, body)).toEqual(direct)
      expect(upstream.bodies().slice(-2)).toEqual([body, body])
    })
    await fc.assert(property, { numRuns: 100 })
  })

  it('has no redirect followed, and no other name for its host', async () => {
    const other = await openUpstream()
    const upstream = await openUpstream(() => ({ status: 308, headers: { location: other.url }, body: '' }))
    const { url } = await openStage({ clientUrl: upstream.url })
    await post(url, call('eth_chainId'), { headers: { host: 'a-name-of-the-caller' } })
    expect(other.seen).toEqual([])
    expect(upstream.seen[0]?.headers.host).toBe(new URL(upstream.url).host)
  })

  it('is asked of the client uncompressed, whatever the caller could read', async () => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    await post(url, call('eth_chainId'), { headers: { 'accept-encoding': 'gzip' } })
    expect(upstream.seen[0]?.headers['accept-encoding']).toBe('identity')
    const body = gzipSync('{"result":"0x1"}')
    upstream.script(() => ({ headers: { 'content-encoding': 'gzip' }, body }))
    expect(await post(url, call('eth_chainId'))).toMatchObject({
      status: 502,
      text: expect.stringContaining('compressed (gzip)'),
    })
  })

  it('goes over connections that are kept', async () => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    for (let i = 0; i < 20; i++) await post(url, call('eth_chainId', [], i))
    expect(upstream.connections()).toBe(1)
  })
})

describe('a payload of 10 MiB', () => {
  it('passes, both ways, unread but for what says who it is', async () => {
    const transactions = Array.from({ length: 20 }, (_, i) => `0x02${`${i % 10}`.repeat(524_288)}`)
    const payload = { ...understood, transactions }
    const body = call('engine_newPayloadV4', [payload, [], block.hash, []])
    expect(body.length).toBeGreaterThan(10 * 1024 * 1024)
    const upstream = await openUpstream(() =>
      result({ status: 'VALID', latestValidHash: null, validationError: null }),
    )
    const { url } = await openStage({ clientUrl: upstream.url })
    expect(await post(url, body)).toMatchObject({ status: 200, text: expect.stringContaining('"VALID"') })
    expect(upstream.seen[0]?.body.equals(Buffer.from(body))).toBe(true)
    upstream.script(() => ({ body }))
    expect((await post(url, call('engine_getPayloadV4', ['0x01']))).text === body).toBe(true)
  })

  it('is refused beyond the limit, on the way in and on the way out', async () => {
    const upstream = await openUpstream(() => ({ body: `"${'x'.repeat(2_000)}"` }))
    const limits = { bodyLimitBytes: 1_000 }
    const forwarding = { answerLimitBytes: 1_000 }
    const { url } = await openStage({ clientUrl: upstream.url, limits, forwarding })
    expect(await post(url, ' '.repeat(1_001))).toMatchObject({
      status: 413,
      text: 'expected at most 1000 bytes\n',
    })
    expect(await post(url, call('eth_chainId'))).toMatchObject({
      status: 502,
      text: expect.stringContaining('larger than 1000 bytes'),
    })
  })
})

describe('many at a time', () => {
  it('200 calls wait for nobody', async () => {
    const all = Promise.withResolvers<void>()
    let arrived = 0
    const upstream = await openUpstream(async (body) => {
      arrived += 1
      if (arrived === 200) all.resolve()
      await all.promise
      return { body: body.toString() }
    })
    const { url } = await openStage({ clientUrl: upstream.url })
    const bodies = Array.from({ length: 200 }, (_, id) => call('eth_getProof', [], id))
    const answers = await Promise.all(bodies.map((body) => post(url, body)))
    expect(answers.map(({ text }) => text)).toEqual(bodies)
  })
})

describe('what is no call', () => {
  it.each([
    ['no JSON', '{"method":', -32_700],
    ['nothing', '', -32_700],
    ['two values', '{"method":"a"}{"method":"b"}', -32_700],
    ['no method', '{"jsonrpc":"2.0","id":1}', -32_600],
    ['two methods', '{"method":"eth_chainId","method":"engine_newPayloadV4"}', -32_600],
    ['a method in capitals', '{"METHOD":"engine_newPayloadV4"}', -32_600],
    ['a number', '7', -32_600],
    ['a forkchoice without a state', '{"id":1,"method":"engine_forkchoiceUpdatedV3"}', -32_602],
    ['a payload that is none', '{"id":1,"method":"engine_newPayloadV4","params":[{}]}', -32_602],
  ])('%s: is answered here, and not passed on', async (_, body, code) => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    const { status, text } = await post(url, body)
    expect({ status, error: JSON.parse(text) as unknown }).toMatchObject({
      status: 200,
      error: { error: { code } },
    })
    expect(upstream.seen).toEqual([])
  })

  it.each([
    ['GET', { method: 'GET' }, 405],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
    ['no type', { headers: { 'content-type': '' } }, 415],
  ])('%s', async (_, posted, status) => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    expect(await post(url, '{"method":"eth_chainId"}', posted)).toMatchObject({ status })
    expect(upstream.seen).toEqual([])
  })

  it('any path, any host name and any of the three types of JSON are fine', async () => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    const headers = { 'content-type': 'application/json-rpc; charset=utf-8', host: 'op-follower:9551' }
    const posted = { path: '/engine?x=1', headers }
    expect(await post(url, '{"method":"eth_chainId"}', posted)).toMatchObject({ status: 200 })
  })
})

const understood = {
  headBlockHash: block.hash,
  safeBlockHash: block.hash,
  finalizedBlockHash: block.hash,
  parentHash: block.hash,
  blockHash: block.hash,
  blockNumber: '0x1',
  transactions: ['0x7e'],
}
