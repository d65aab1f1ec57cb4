import { once } from 'node:events'
import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { NodeCallsPort } from '../../src/ports/engine-gate.ts'
import { bearer, call, openGate, openStage, post, until } from './stage.ts'
import { openUpstream, result, rpcError } from './upstream.ts'

const h = `0x${'a'.repeat(64)}`
const state = { headBlockHash: h, safeBlockHash: h, finalizedBlockHash: h }
const forkchoice = call('engine_forkchoiceUpdatedV3', [state, null])
const never = new Promise<never>(() => {})

describe('a client that is not there', () => {
  it('is waited for, as a rollup node that starts would give up', async () => {
    const upstream = await openUpstream()
    await upstream.leave()
    const { url } = await openStage({ clientUrl: upstream.url, limits: { absentClientHoldMs: 60_000 } })
    const answer = post(url, call('eth_chainId'))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await upstream.comeBack()
    expect(await answer).toMatchObject({ status: 200 })
    expect(upstream.bodies()).toEqual([call('eth_chainId')])
  })

  it('is not waited for without end: 503 says why', async () => {
    const upstream = await openUpstream()
    await upstream.leave()
    const { url } = await openStage({ clientUrl: upstream.url, limits: { absentClientHoldMs: 30 } })
    expect(await post(url, call('eth_chainId'))).toMatchObject({
      status: 503,
      type: 'text/plain; charset=utf-8',
      text: expect.stringMatching(/^the execution client is not there: .*ECONNREFUSED\n$/),
    })
  })

  it('has no call waiting in the gate: 502, and the node tries again', async () => {
    const upstream = await openUpstream()
    await upstream.leave()
    const { url } = await openStage({ clientUrl: upstream.url, limits: { absentClientHoldMs: 60_000 } })
    expect(await post(url, forkchoice)).toMatchObject({ status: 502 })
  })

  it('comes back after a restart, and nobody notices but the calls in between', async () => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    for (let i = 0; i < 3; i++) {
      expect(await post(url, call('eth_chainId'))).toMatchObject({ status: 200 })
      await upstream.leave()
      expect(await post(url, call('eth_chainId'))).toMatchObject({ status: 503 })
      await upstream.comeBack()
    }
    expect(await post(url, call('eth_chainId'))).toMatchObject({ status: 200 })
  })
})

describe('a client that', () => {
  it('cuts the connection may have carried the call out: it is sent once, and 502', async () => {
    const upstream = await openUpstream(() => null)
    const { url } = await openStage({ clientUrl: upstream.url })
    expect(await post(url, call('eth_sendRawTransaction', ['0x']))).toMatchObject({ status: 502 })
    expect(await post(url, forkchoice)).toMatchObject({ status: 502 })
    expect(upstream.seen).toHaveLength(2)
  })

  it('does not answer in time is left alone: 504', async () => {
    const upstream = await openUpstream(() => never)
    const { url } = await openStage({ clientUrl: upstream.url, limits: { callDeadlineMs: 40 } })
    const late = { status: 504, text: 'no answer within 40 ms\n' }
    expect(await post(url, call('eth_chainId'))).toMatchObject(late)
    expect(await post(url, forkchoice)).toMatchObject(late)
    await until(() => upstream.seen.length === 2)
  })

  it('does not answer the first call of a batch in time is not given the second', async () => {
    const upstream = await openUpstream()
    const begun: string[] = []
    const gate: NodeCallsPort = {
      ...openGate,
      forkchoice: (_state, _send, signal) => {
        begun.push('forkchoice')
        const late = { kind: 'timed-out', detail: 'not sent' } as const
        return new Promise((resolve) => signal.addEventListener('abort', () => resolve(late)))
      },
    }
    const { url } = await openStage({ clientUrl: upstream.url, gate, limits: { callDeadlineMs: 40 } })
    expect(await post(url, `[${forkchoice},${forkchoice}]`)).toMatchObject({ status: 504 })
    await new Promise((resolve) => setImmediate(resolve))
    expect(begun).toEqual(['forkchoice'])
  })

  it.each([401, 403])('refuses our token with %i: that is our trouble, and named', async (status) => {
    const upstream = await openUpstream(() => ({ status, body: 'stale token' }))
    const { url } = await openStage({ clientUrl: upstream.url })
    for (const body of [call('eth_chainId'), forkchoice]) {
      expect(await post(url, body)).toMatchObject({
        status: 502,
        text: expect.stringContaining('--l2.jwt-secret'),
      })
    }
  })

  it('is slow keeps nobody waiting who asked for something else', async () => {
    const upstream = await openUpstream((body) => (body.includes('eth_slow') ? never : result('0x1')))
    const { url } = await openStage({ clientUrl: upstream.url })
    const leaving = new AbortController()
    const slow = post(url, call('eth_slow'), { signal: leaving.signal }).catch(() => 'left')
    await until(() => upstream.seen.length === 1)
    expect(await post(url, call('eth_chainId'))).toMatchObject({ status: 200 })
    expect(await post(url, forkchoice)).toMatchObject({ status: 200 })
    leaving.abort()
    expect(await slow).toBe('left')
  })
})

describe('a label that cannot be read', () => {
  const failures = [
    ['a failing client', () => ({ status: 503, body: 'down' })],
    ['an error', () => rpcError(-39_001, 'Unknown block')],
    ['a cut connection', () => null],
  ] as const

  it.each(failures)('because of %s is not said before its time', async (_, script) => {
    const upstream = await openUpstream(script)
    const held = { failedLabelHoldMs: 60_000 }
    const { url } = await openStage({ clientUrl: upstream.url, limits: held })
    for (const label of ['safe', 'finalized', 'latest']) {
      const leaving = new AbortController()
      const read = post(url, call('eth_getBlockByNumber', [label, true]), { signal: leaving.signal })
      const first = Promise.race([
        read,
        post(url, call('eth_getBlockByNumber', ['0x1', true])).then(() => 'other'),
      ])
      expect(await first).toBe('other')
      leaving.abort()
      await expect(read).rejects.toThrow()
    }
  })

  it('is said in the end', async () => {
    const upstream = await openUpstream(() => rpcError(-39_001, 'Unknown block'))
    const { url } = await openStage({ clientUrl: upstream.url, limits: { failedLabelHoldMs: 20 } })
    expect(await post(url, call('eth_getBlockByNumber', ['safe', true]))).toMatchObject({
      status: 200,
      text: expect.stringContaining('-39001'),
    })
  })

  it('is held in no other case', async () => {
    const upstream = await openUpstream(() => result({ number: '0x1' }))
    const { url } = await openStage({ clientUrl: upstream.url, limits: { failedLabelHoldMs: 60_000 } })
    expect(await post(url, call('eth_getBlockByNumber', ['safe', true]))).toMatchObject({ status: 200 })
  })
})

describe('a caller that goes away', () => {
  it('while its call waits in the gate is heard there', async () => {
    const upstream = await openUpstream()
    const heard = Promise.withResolvers<void>()
    const waiting = Promise.withResolvers<void>()
    const gate: NodeCallsPort = {
      ...openGate,
      forkchoice: (_state, _send, signal) => {
        waiting.resolve()
        signal.addEventListener('abort', () => heard.resolve())
        return never
      },
    }
    const { url } = await openStage({ clientUrl: upstream.url, gate, limits: { callDeadlineMs: 600_000 } })
    const leaving = new AbortController()
    const answer = post(url, forkchoice, { signal: leaving.signal }).catch(() => 'left')
    await waiting.promise
    leaving.abort()
    await heard.promise
    expect(await answer).toBe('left')
    expect(upstream.seen).toEqual([])
  })

  it('after the gate has sent its call does not take it back', async () => {
    const answered = Promise.withResolvers<void>()
    const upstream = await openUpstream(async () => {
      await answered.promise
      return result({ payloadStatus: { status: 'VALID' }, payloadId: '0x01' })
    })
    const kinds: string[] = []
    const gate: NodeCallsPort = {
      ...openGate,
      forkchoice: async (asked, send) => {
        const answer = await send(asked)
        kinds.push(answer.kind)
        return answer
      },
    }
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    const leaving = new AbortController()
    const answer = post(url, forkchoice, { signal: leaving.signal }).catch(() => 'left')
    await until(() => upstream.seen.length === 1)
    leaving.abort()
    await answer
    answered.resolve()
    await until(() => kinds.length === 1)
    expect(kinds).toEqual(['ok'])
  })

  it('in the middle of its body leaves nothing behind', async () => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    const { port } = new URL(url)
    const socket = connect(Number(port), '127.0.0.1')
    const head = [
      'POST / HTTP/1.1',
      'host: x',
      `authorization: ${bearer()}`,
      'content-type: application/json',
    ]
    socket.write(`${head.join('\r\n')}\r\ncontent-length: 100\r\n\r\n{"method":`)
    await once(socket, 'connect')
    socket.destroy()
    expect(await post(url, call('eth_chainId'))).toMatchObject({ status: 200 })
    expect(upstream.seen).toHaveLength(1)
  })
})

describe('an address', () => {
  it('that somebody else has is refused with what to change', async () => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    const second = openStage({ clientUrl: upstream.url, port: Number(new URL(url).port) })
    await expect(second).rejects.toThrow(/EADDRINUSE.*--engine\.addr and --engine\.port/)
  })
})

describe('closing', () => {
  it('lets a running call out, takes no new one, and does not wait for one that hangs', async () => {
    const going = Promise.withResolvers<void>()
    const upstream = await openUpstream((body) =>
      body.includes('hang') ? never : going.promise.then(() => result(1)),
    )
    const { url, close } = await openStage({ clientUrl: upstream.url })
    const running = post(url, call('eth_running'))
    const hanging = post(url, call('eth_hang')).catch(() => 'cut')
    await until(() => upstream.seen.length === 2)
    const closed = close()
    going.resolve()
    expect(await running).toMatchObject({ status: 200 })
    expect(await hanging).toBe('cut')
    await closed
    await expect(post(url, call('eth_chainId'))).rejects.toThrow()
  })
})
