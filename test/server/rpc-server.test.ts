import { once } from 'node:events'
import { connect } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchLimit } from '../../src/server/json-rpc/dispatch.ts'
import { createRpcServer } from '../../src/server/rpc-server.ts'
import { createFollowerTwin } from './follower-twin.ts'
import { call, get, send, serve } from './serve.ts'

const version = { jsonrpc: '2.0', method: 'optimism_version', params: [] }
const json = { 'content-type': 'application/json' }

describe('a web page', () => {
  it.each(['evil.example', 'evil.example:9745', 'localhost.evil.example', 'evil.example/127.0.0.1'])(
    'that points the name %j at us is turned away',
    async (host) => {
      const { url } = await serve()
      const body = JSON.stringify({ ...version, id: 1 })
      expect(await send(url, { headers: { ...json, host }, body })).toMatchObject({ status: 403 })
      expect(await send(`${url}/readyz`, { method: 'GET', headers: { host } })).toMatchObject({ status: 403 })
    },
  )

  it.each(['localhost', 'localhost:1', '127.0.0.1', '[::1]:9745', '192.0.2.7'])(
    'is not what calls us %s',
    async (host) => {
      const { url } = await serve()
      const answer = await send(url, {
        headers: { ...json, host },
        body: JSON.stringify({ ...version, id: 1 }),
      })
      expect(answer.status).toBe(200)
    },
  )

  it.each([
    ['op-follower', 200],
    ['OP-Follower:9745', 200],
    ['follower_1.fleet.example', 200],
    ['evil.example', 403],
    ['op-follower.evil.example', 403],
    ['localhost', 200],
    ['192.0.2.7:1', 200],
  ] as const)('is told from who calls us by a name that we were given: %s is %i', async (host, status) => {
    const { url } = await serve({}, { vhosts: ['op-follower', 'follower_1.fleet.example'] })
    expect(await send(`${url}/healthz`, { method: 'GET', headers: { host } })).toMatchObject({ status })
  })

  it('is told by its Origin alone when any name is ours', async () => {
    const { url } = await serve({}, { vhosts: ['*'] })
    const asked = (headers: Record<string, string>) =>
      send(`${url}/healthz`, { method: 'GET', headers: { host: 'evil.example', ...headers } })
    expect(await asked({})).toMatchObject({ status: 200 })
    expect(await asked({ origin: 'http://evil.example' })).toMatchObject({ status: 403 })
  })

  it('is told which flag lets a name in, as it may be a service of ours', async () => {
    const { url } = await serve()
    expect((await send(url, { headers: { ...json, host: 'op-follower:9745' }, body: '{}' })).text).toBe(
      "Host 'op-follower'; expected an IP address, localhost, or a name given with --rpc.vhosts\n",
    )
  })

  it('is told by its Origin, even from this machine', async () => {
    const { url } = await serve()
    for (const origin of ['https://evil.example', 'http://localhost', 'null']) {
      const answer = await send(url, {
        headers: { ...json, origin },
        body: JSON.stringify({ ...version, id: 1 }),
      })
      expect(answer.status).toBe(403)
    }
  })

  it('cannot send a form', async () => {
    const { url } = await serve()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'text/plain; application/json']) {
      const answer = await send(url, {
        headers: { 'content-type': type },
        body: JSON.stringify({ ...version, id: 1 }),
      })
      expect(answer.status).toBe(415)
    }
    expect(
      (await send(url, { headers: { 'content-type': 'application/json; charset=utf-8' }, body: '{}' }))
        .status,
    ).toBe(200)
  })
})

describe('JSON-RPC', () => {
  it('answers a call with its id, of whatever kind it is', async () => {
    const { url } = await serve()
    for (const id of [1, 'seven', null]) {
      const { text } = await send(url, { body: JSON.stringify({ ...version, id }) })
      expect(JSON.parse(text)).toEqual({ jsonrpc: '2.0', id, result: 'op-follower/1.2.3' })
    }
  })

  it('takes a call without parameters as clients write it', async () => {
    const { url } = await serve()
    for (const params of [[], null, undefined]) {
      const { text } = await send(url, { body: JSON.stringify({ ...version, id: 1, params }) })
      expect(JSON.parse(text)).toMatchObject({ result: 'op-follower/1.2.3' })
    }
  })

  it('answers a batch in order, and notifications not at all', async () => {
    const { url } = await serve()
    const batch = [{ ...version, id: 1 }, version, { ...version, id: 2, method: 'no_such' }, 7]
    const { text } = await send(url, { body: JSON.stringify(batch) })
    expect(JSON.parse(text)).toMatchObject([
      { id: 1, result: 'op-follower/1.2.3' },
      { id: 2, error: { code: -32601 } },
      { id: null, error: { code: -32600 } },
    ])
    expect(await send(url, { body: JSON.stringify(version) })).toEqual({ status: 204, text: '' })
    expect(await send(url, { body: JSON.stringify([version, version]) })).toEqual({ status: 204, text: '' })
  })

  it('bounds a batch', async () => {
    const { url } = await serve()
    const batchOf = (count: number) =>
      JSON.stringify(Array.from({ length: count }, (_, id) => ({ ...version, id })))
    expect(JSON.parse((await send(url, { body: batchOf(batchLimit) })).text)).toHaveLength(batchLimit)
    expect(JSON.parse((await send(url, { body: batchOf(batchLimit + 1) })).text)).toMatchObject({
      error: { code: -32600 },
    })
    expect(JSON.parse((await send(url, { body: '[]' })).text)).toMatchObject({ error: { code: -32600 } })
  })

  it.each([
    ['{', -32700],
    ['', -32700],
    ['7', -32600],
    ['{"jsonrpc":"1.0","id":1,"method":"optimism_version"}', -32600],
    ['{"jsonrpc":"2.0","id":1,"method":7}', -32600],
    ['{"jsonrpc":"2.0","id":1,"method":"optimism_version","params":{}}', -32600],
    ['{"jsonrpc":"2.0","id":1,"method":"optimism_version","params":[1]}', -32602],
    ['{"jsonrpc":"2.0","id":1,"method":"constructor"}', -32601],
  ])('answers %j with %i', async (body, code) => {
    const { url } = await serve()
    expect(JSON.parse((await send(url, { body })).text)).toMatchObject({ error: { code } })
  })

  it('survives whatever is posted', async () => {
    const { url, defects } = await serve()
    const property = fc.asyncProperty(fc.oneof(fc.string(), fc.json()), async (body) => {
      expect([200, 204]).toContain((await send(url, { body })).status)
    })
    await fc.assert(property, { numRuns: 100 })
    expect(defects).toEqual([])
  })

  it('says that it failed, and keeps the reason for the log', async () => {
    const failing = () => {
      throw new Error('secret detail')
    }
    const { url, defects } = await serve({ status: failing })
    const answer = await call(url, 'follower_status')
    expect(answer).toMatchObject({ error: { code: -32603 } })
    expect(JSON.stringify(answer)).not.toContain('secret detail')
    expect(defects).toEqual([new Error('secret detail')])
  })

  it('does not wait longer than the deadline for an answer, and calls the work off', async () => {
    let calledOff = false
    const never = (signal: AbortSignal) =>
      new Promise<never>(() => {
        signal.addEventListener('abort', () => {
          calledOff = true
        })
      })
    const { url } = await serve({ syncStatus: never }, { limits: { callDeadlineMs: 20 } })
    expect(await call(url, 'optimism_syncStatus')).toMatchObject({ error: { code: -32002 } })
    expect(calledOff).toBe(true)
  })
})

describe('the transport', () => {
  it('takes POST at / only', async () => {
    const { url } = await serve()
    expect(await get(url, '/')).toMatchObject({ status: 405 })
    expect(await get(url, '/metrics')).toMatchObject({ status: 404 })
    expect(await send(`${url}/?x=1`, { body: JSON.stringify({ ...version, id: 1 }) })).toMatchObject({
      status: 200,
    })
  })

  it('refuses a body above the limit, announced or not', async () => {
    const { url } = await serve({}, { limits: { bodyBytes: 1000 } })
    const announced = await send(url, { body: ' '.repeat(1001) })
    expect(announced.status).toBe(413)
    const chunked = await send(url, {
      headers: { ...json, 'transfer-encoding': 'chunked' },
      body: ' '.repeat(1001),
    })
    expect(chunked.status).toBe(413)
    expect((await send(url, { body: ' '.repeat(1000) })).status).toBe(200)
  })

  it('hangs up on a request that does not arrive in time', async () => {
    const { url } = await serve({}, { limits: { requestDeadlineMs: 50 } })
    const socket = connect(Number(new URL(url).port), '127.0.0.1')
    socket.write(
      'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    )
    socket.resume()
    await once(socket, 'close')
  })

  it('says what to change when its port is taken', async () => {
    const { url } = await serve()
    const port = Number(new URL(url).port)
    const again = createRpcServer({
      addr: '127.0.0.1',
      port,
      view: createFollowerTwin(),
      enableAdmin: false,
      onDefect: () => {},
    })
    await expect(again).rejects.toThrow(/EADDRINUSE.*choose with --rpc.addr and --rpc.port/)
  })

  it('closes although a client holds its connection open', async () => {
    const server = await createRpcServer({
      addr: '::1',
      port: 0,
      view: createFollowerTwin(),
      enableAdmin: false,
      onDefect: () => {},
      limits: { closeDeadlineMs: 20 },
    })
    const socket = connect(Number(new URL(server.url).port), '::1')
    await once(socket, 'connect')
    socket.write('POST / HTTP/1.1\r\n')
    await server.close()
    await expect(get(server.url, '/healthz')).rejects.toThrow('ECONNREFUSED')
    socket.destroy()
  })
})
