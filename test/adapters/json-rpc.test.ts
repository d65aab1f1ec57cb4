import { createServer, type RequestListener, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { blockHeaderSchema } from '../../src/adapters/json-rpc/block-header.ts'
import { createJsonRpc, type JsonRpcOptions } from '../../src/adapters/json-rpc/client.ts'
import { printableUrl } from '../../src/adapters/json-rpc/printable-url.ts'
import { quantitySchema } from '../../src/wire/json-values.ts'

const open: Server[] = []
const live = new AbortController().signal

afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener, options: Partial<JsonRpcOptions> = {}) {
  const server = createServer(listener)
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const url = `http://user:secret@127.0.0.1:${port}/?key=hidden`
  return createJsonRpc({ url, deadlineMs: 2_000, maxResponseBytes: 1_000, ...options })
}

function answering(body: unknown, status = 200): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

const result = (value: unknown) => answering({ jsonrpc: '2.0', id: 1, result: value })

describe('a JSON-RPC call', () => {
  test('answers what the server answered', async () => {
    const rpc = await serve(result('0x10'))
    expect(await rpc.call(quantitySchema, 'eth_blockNumber', [], live)).toEqual({ kind: 'ok', value: 16 })
  })

  test('repeats what the server said of the token', async () => {
    const rpc = await serve(answering('stale token', 401))
    const answer = await rpc.request('eth_chainId', [], live)
    expect(answer).toHaveProperty('detail', expect.stringContaining('stale token'))
  })

  test('keeps null as an answer', async () => {
    const rpc = await serve(result(null))
    expect(await rpc.request('eth_getBlockByNumber', [], live)).toEqual({ kind: 'ok', value: null })
  })

  test.each([
    ['401 with text', answering('stale token', 401), 'unauthorized'],
    ['403 with an error body', answering({ error: { code: -32_000, message: 'no' } }, 403), 'unauthorized'],
    ['503', answering('', 503), 'unreachable'],
    ['429', answering('', 429), 'unreachable'],
    ['504 of a proxy', answering('', 504), 'timed-out'],
    ['404', answering('<html>', 404), 'malformed'],
    ['not JSON', answering('hello'), 'malformed'],
    ['JSON null', answering('null'), 'malformed'],
    ['no result', answering({ jsonrpc: '2.0', id: 1 }), 'malformed'],
    ['an error without code', answering({ error: { message: 'no' } }), 'malformed'],
    ['a text as error', answering({ error: 'no' }), 'malformed'],
    ['a result of another shape', result({ number: 'x' }), 'malformed'],
    ['a quantity beyond 2^53', result('0x20000000000001'), 'malformed'],
    ['an answer over the limit', result('0'.repeat(2_000)), 'malformed'],
    ['a closed connection', (request) => request.socket.destroy(), 'timed-out'],
  ] satisfies [string, RequestListener, string][])('%s', async (_name, listener, kind) => {
    const rpc = await serve(listener)
    expect((await rpc.call(quantitySchema, 'eth_blockNumber', [], live)).kind).toBe(kind)
  })

  test.each([-38_002, -32_602, -32_601, -32_000, 3])('code %i is refused with that code', async (code) => {
    const rpc = await serve(answering({ error: { code, message: 'no, because' } }))
    const answer = await rpc.request('engine_forkchoiceUpdatedV3', [], live)
    expect(answer).toMatchObject({ kind: 'refused', code })
    expect(answer).toHaveProperty('detail', expect.stringContaining('no, because'))
  })

  test('a port where nobody listens is unreachable', async () => {
    const rpc = createJsonRpc({
      url: `http://127.0.0.1:${await unusedPort()}`,
      deadlineMs: 2_000,
      maxResponseBytes: 1_000,
    })
    expect(await rpc.request('eth_chainId', [], live)).toMatchObject({ kind: 'unreachable' })
  })

  test('silence is timed-out', async () => {
    const rpc = await serve(() => {}, { deadlineMs: 20 })
    expect(await rpc.request('eth_chainId', [], live)).toMatchObject({ kind: 'timed-out' })
  })

  test('headers without the rest of the answer are timed-out', async () => {
    const rpc = await serve((_request, response) => void response.write('{"result":'), { deadlineMs: 50 })
    expect(await rpc.request('eth_chainId', [], live)).toMatchObject({ kind: 'timed-out' })
  })

  test('giving up ends the call, before it was sent or while it waits', async () => {
    const given = new AbortController()
    const rpc = await serve(() => given.abort())
    expect(await rpc.request('eth_chainId', [], given.signal)).toMatchObject({ kind: 'timed-out' })
    expect(await rpc.request('eth_chainId', [], given.signal)).toMatchObject({ kind: 'timed-out' })
  })

  test('a redirect is not followed', async () => {
    let asked = 0
    const rpc = await serve((_request, response) => {
      asked += 1
      response.writeHead(307, { location: '/elsewhere' })
      response.end()
    })
    expect(await rpc.request('eth_chainId', [], live)).toMatchObject({ kind: 'malformed' })
    expect(asked).toBe(1)
  })

  test('is tried once, with fresh headers each time', async () => {
    const seen: unknown[] = []
    let token = 0
    const rpc = await serve(
      (request, response) => {
        seen.push(request.headers.authorization)
        answering({ error: { code: -32_603, message: 'internal' } }, 500)(request, response)
      },
      { headers: () => ({ authorization: `Bearer ${++token}` }) },
    )
    await rpc.request('eth_chainId', [], live)
    await rpc.request('eth_chainId', [], live)
    expect(seen).toEqual(['Bearer 1', 'Bearer 2'])
  })

  test('no message shows credentials or query', async () => {
    const rpc = await serve((request) => request.socket.destroy())
    const answer = await rpc.request('eth_chainId', [], live)
    expect(JSON.stringify([rpc.name, answer])).not.toMatch(/user|secret|hidden|key/)
  })
})

test('a header is read whatever else the block holds, in lower case', async () => {
  const hash = `0x${'Ab'.repeat(32)}`
  const rpc = await serve(result({ number: '0x1', hash, parentHash: hash, timestamp: '0x2', extra: [] }))
  const lower = hash.toLowerCase()
  expect(await rpc.call(blockHeaderSchema, 'eth_getBlockByNumber', [], live)).toEqual({
    kind: 'ok',
    value: { number: 1, hash: lower, parentHash: lower, timestamp: 2 },
  })
})

test('a key in the path is not shown', () => {
  expect(printableUrl('https://l1.example/v2/abcdefghijklmnopqrstuvwxyz123456')).toBe(
    'https://l1.example/v2/…',
  )
  expect(printableUrl('http://127.0.0.1:8545')).toBe('http://127.0.0.1:8545')
  expect(printableUrl('nonsense')).toBe('(not a URL)')
})

async function unusedPort(): Promise<number> {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
