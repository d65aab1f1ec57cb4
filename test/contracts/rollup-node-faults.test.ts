import { describe, expect, it } from 'vitest'
import { UnusableUrlError } from '../../src/adapters/http-url.ts'
import { createMemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import { createRollupNode } from '../../src/adapters/rollup-node/rollup-node.ts'
import { refusal, result, serveText } from './serve-text.ts'

const signal = AbortSignal.timeout(60_000)
const deadlineMs = 10_000
const methodNotFound = refusal(-32601, 'the method does not exist')

describe('a rollup node that answers badly', () => {
  const node = createMemoryRollupNode()
  node.chain.extend(10)
  const good = node.status()
  const shortHash = { ...good, local_safe_l2: { ...good.local_safe_l2, hash: '0x12' } }
  const hexHeight = { ...good, safe_l2: { ...good.safe_l2, number: '0x5' } }
  const swollen = { ...good, padding: 'x'.repeat(300_000) }
  const { local_safe_l2: _missing, ...withoutLocalSafe } = good

  it.each([
    { answer: 'HTTP 429', status: 429, body: 'slow down', kind: 'unreachable' },
    { answer: 'HTTP 500', status: 500, body: 'oops', kind: 'malformed' },
    { answer: 'HTTP 401', status: 401, body: 'who are you', kind: 'unauthorized' },
    { answer: 'no JSON', body: '<html>', kind: 'malformed' },
    { answer: 'no status', body: result(null), kind: 'malformed' },
    { answer: 'a hash that is too short', body: result(shortHash), kind: 'malformed' },
    { answer: 'a height in hex', body: result(hexHeight), kind: 'malformed' },
    { answer: 'no local-safe head', body: result(withoutLocalSafe), kind: 'malformed' },
    { answer: 'an answer too large', body: result(swollen), kind: 'malformed' },
    { answer: 'an error', body: refusal(-32000, 'starting'), kind: 'refused' },
  ])('$answer is $kind, and one call is one request', async ({ status = 200, body, kind }) => {
    await using server = await serveText(() => ({ status, body }))
    const port = createRollupNode({ url: server.url, deadlineMs })
    const trouble = await port.syncStatus(signal)
    expect(trouble).toMatchObject({ kind, detail: expect.stringContaining(port.name) })
    expect(server.requests).toHaveLength(1)
  })

  it('names the field that does not fit', async () => {
    await using server = await serveText(() => ({ body: result(shortHash) }))
    const trouble = await createRollupNode({ url: server.url, deadlineMs }).syncStatus(signal)
    expect(trouble).toMatchObject({ detail: expect.stringContaining('local_safe_l2') })
  })

  it('answers hashes in lower case, as the machines compare them', async () => {
    const loud = JSON.stringify(good).replace(/0x[0-9a-f]{64}/g, (hash) => `0x${hash.slice(2).toUpperCase()}`)
    await using server = await serveText(() => ({ body: `{"jsonrpc":"2.0","id":1,"result":${loud}}` }))
    expect(await createRollupNode({ url: server.url, deadlineMs }).syncStatus(signal)).toEqual({
      kind: 'ok',
      value: good,
    })
  })

  it('is not believed when it answers for another height than was asked', async () => {
    await using server = await serveText(() => ({ body: result({ blockRef: node.refAt(4) }) }))
    const block = await createRollupNode({ url: server.url, deadlineMs }).blockAt(5, signal)
    expect(block).toMatchObject({ kind: 'malformed', detail: expect.stringContaining('asked for 5, got 4') })
  })

  it('keeps its refusal of a block that it should have', async () => {
    await using server = await serveText((method) => ({
      body: method === 'optimism_syncStatus' ? result(good) : refusal(-32603, 'missing trie node'),
    }))
    const port = createRollupNode({ url: server.url, deadlineMs })
    expect(await port.blockAt(10, signal)).toMatchObject({ kind: 'refused', code: -32603 })
    expect(await port.blockAt(11, signal)).toEqual({ kind: 'ok', value: null })
  })
})

describe('finding out whether a node verifies', () => {
  const supernode = result({ current_l1: { number: 5, hash: `0x${'5'.repeat(64)}` }, safe_timestamp: 9 })

  it('asks op-supernode above the path of the chain', async () => {
    await using server = await serveText((_, path) => ({
      body: path === '/' ? supernode : methodNotFound,
    }))
    const port = createRollupNode({ url: `${server.url}/10`, deadlineMs })
    expect(await port.verifies(signal)).toEqual({ kind: 'ok', value: true })
    expect(server.requests.map(({ path }) => path)).toEqual(['/10', '/'])
  })

  it('does not leave the path of a node that is not named after a chain', async () => {
    await using server = await serveText(() => ({ body: methodNotFound }))
    const port = createRollupNode({ url: `${server.url}/op-node`, deadlineMs })
    expect(await port.verifies(signal)).toEqual({ kind: 'ok', value: false })
    expect(server.requests.map(({ path }) => path)).toEqual(['/op-node'])
  })

  it('takes a web page above the path for no verifier', async () => {
    await using server = await serveText((_, path) =>
      path === '/' ? { status: 404, body: 'not here' } : { body: methodNotFound },
    )
    const port = createRollupNode({ url: `${server.url}/10`, deadlineMs })
    expect(await port.verifies(signal)).toEqual({ kind: 'ok', value: false })
  })

  it('does not take trouble for a no', async () => {
    await using server = await serveText(() => ({ status: 429, body: 'slow down' }))
    const port = createRollupNode({ url: `${server.url}/10`, deadlineMs })
    expect((await port.verifies(signal)).kind).toBe('unreachable')
  })
})

describe('an address that cannot be used', () => {
  it.each(['localhost:9545', 'ws://127.0.0.1:9545', 'not a url', ''])('%j is refused at once', (url) => {
    expect(() => createRollupNode({ url, deadlineMs })).toThrow(UnusableUrlError)
    expect(() => createRollupNode({ url, deadlineMs })).toThrow(
      'rollup node must start with http:// or https://',
    )
  })

  it('is shown without its password and key', () => {
    const secret = 'ws://user:hunter2@example.org/rpc?key=4711'
    expect(() => createRollupNode({ url: secret, deadlineMs })).toThrow('but it is ws://example.org/rpc.')
  })
})

describe('when interop becomes active', () => {
  const largest = '18446744073709551615'

  it.each([
    ['under its old name', '{"interop_time":5}', 5],
    ['under its new one', '{"lagoon_time":7}', 7],
    ['under both: the later counts', '{"interop_time":5,"lagoon_time":7}', 7],
    ['written as null', '{"interop_time":null}', null],
    ['at the largest time there is', `{"interop_time":${largest}}`, Number(largest)],
  ])('%s', async (_, config, time) => {
    await using server = await serveText(() => ({ body: `{"jsonrpc":"2.0","id":1,"result":${config}}` }))
    const port = createRollupNode({ url: server.url, deadlineMs })
    expect(await port.interopTime(signal)).toEqual({ kind: 'ok', value: time })
    expect(server.requests).toEqual([{ method: 'optimism_rollupConfig', path: '/' }])
  })

  it.each([
    ['a hex time', result({ interop_time: '0x5' }), 'malformed'],
    ['a negative time', result({ lagoon_time: -1 }), 'malformed'],
    ['no configuration', result(null), 'malformed'],
    ['an error', methodNotFound, 'refused'],
  ])('is not known by %s', async (_, body, kind) => {
    await using server = await serveText(() => ({ body }))
    const answer = await createRollupNode({ url: server.url, deadlineMs }).interopTime(signal)
    expect(answer).toMatchObject({ kind, detail: expect.stringContaining('optimism_rollupConfig') })
  })
})

describe('a call that is passed on', () => {
  it.each([
    { answer: 'an error under HTTP 500', status: 500, body: refusal(-32000, 'starting'), kind: 'ok' },
    { answer: 'HTTP 401', status: 401, body: refusal(-32000, 'who are you'), kind: 'unauthorized' },
    { answer: 'HTTP 429', status: 429, body: 'slow down', kind: 'unreachable' },
    { answer: 'a redirect', status: 302, body: result('elsewhere'), kind: 'malformed' },
    { answer: 'an error without a code', status: 200, body: '{"error":{"message":"no"}}', kind: 'malformed' },
    { answer: 'nothing', status: 200, body: '', kind: 'malformed' },
  ])('$answer is $kind', async ({ status, body, kind }) => {
    await using server = await serveText(() => ({ status, body }))
    const port = createRollupNode({ url: server.url, deadlineMs })
    expect(await port.passOn('optimism_new', [], signal)).toMatchObject({ kind })
    expect(server.requests).toHaveLength(1)
  })
})
