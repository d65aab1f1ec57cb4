import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { NodeCallsPort } from '../../src/ports/engine-gate.ts'
import { bearer, call, openGate, openStage, until } from './stage.ts'
import { openUpstream, result } from './upstream.ts'

const h = `0x${'a'.repeat(64)}`
const state = { headBlockHash: h, safeBlockHash: h, finalizedBlockHash: h }
/** For stories of callers that leave: they must be heard before any deadline is over. */
const patient = { callDeadlineMs: 600_000 }
const never = new Promise<never>(() => {})

/** A connection, and what came over it so far. */
async function dial(url: string, authorization = bearer()) {
  const socket = new WebSocket(url.replace('http:', 'ws:'), { headers: { authorization } })
  onTestFinished(() => socket.terminate())
  const texts: string[] = []
  socket.on('message', (data: Buffer) => texts.push(data.toString()))
  await once(socket, 'open')
  return { socket, texts }
}

describe('a WebSocket', () => {
  it('is refused before the upgrade without a good token', async () => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url })
    for (const authorization of ['', bearer(Date.now() - 120_000)]) {
      const socket = new WebSocket(url.replace('http:', 'ws:'), { headers: { authorization } })
      const [error] = (await once(socket, 'error')) as [Error]
      expect(error.message).toBe('Unexpected server response: 401')
    }
  })

  it('carries the same calls, one after the other', async () => {
    const upstream = await openUpstream(async (body) => {
      const { id } = JSON.parse(body.toString()) as { id: number }
      await new Promise((resolve) => setTimeout(resolve, id === 1 ? 20 : 0))
      return result(id)
    })
    const refused = { kind: 'refused', code: -38_002, detail: 'no' } as const
    const gate: NodeCallsPort = { ...openGate, forkchoice: async () => refused }
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    const { socket, texts } = await dial(url)
    const calls = [call('eth_a', [], 1), call('engine_forkchoiceUpdatedV3', [state], 2), call('eth_b', [], 3)]
    for (const text of calls) socket.send(text)
    await until(() => texts.length === 3)
    expect(texts.map((text) => JSON.parse(text) as unknown)).toMatchObject([
      { result: 1 },
      { id: 2, error: { code: -38_002 } },
      { result: 3 },
    ])
    expect(upstream.bodies()).toEqual([calls[0], calls[2]])
  })

  it('takes a payload of 10 MiB, in one frame or in thousands', async () => {
    const upstream = await openUpstream(() => result('0x1'))
    const { url } = await openStage({ clientUrl: upstream.url })
    const { socket, texts } = await dial(url)
    const body = Buffer.from(call('eth_large', ['x'.repeat(10 * 1024 * 1024)]))
    socket.send(body)
    // What a Go client does, whose write buffer holds 1 KiB; ours are smaller.
    const frameBytes = 600
    for (let at = 0; at < body.length; at += frameBytes) {
      const fin = at + frameBytes >= body.length
      socket.send(body.subarray(at, at + frameBytes), { fin, binary: false })
    }
    await until(() => texts.length === 2)
    expect(upstream.seen.every((seen) => seen.body.equals(body))).toBe(true)
  })

  it('has every failure said in JSON, with the id of the call', async () => {
    const upstream = await openUpstream(() => ({ status: 500, body: 'failed' }))
    const { url } = await openStage({ clientUrl: upstream.url })
    const { socket, texts } = await dial(url)
    for (const text of ['no JSON', call('eth_a', [], 'mine'), `[${call('eth_b', [], 7)}]`]) socket.send(text)
    await until(() => texts.length === 3)
    expect(texts.map((text) => JSON.parse(text) as unknown)).toMatchObject([
      { id: null, error: { code: -32_700 } },
      { id: 'mine', error: { code: -32_000, message: expect.stringContaining('HTTP 500') } },
      [{ id: 7, error: { code: -32_000 } }],
    ])
  })

  it('is closed when a message is larger than the limit', async () => {
    const upstream = await openUpstream()
    const { url } = await openStage({ clientUrl: upstream.url, limits: { bodyLimitBytes: 1_000 } })
    const { socket } = await dial(url)
    socket.send('x'.repeat(1_001))
    expect((await once(socket, 'close'))[0]).toBe(1009)
  })

  it('is closed when more calls wait than a rollup node could have', async () => {
    const upstream = await openUpstream(() => never)
    const { url } = await openStage({ clientUrl: upstream.url })
    const { socket } = await dial(url)
    for (let id = 0; id < 300; id++) socket.send(call('eth_a', [], id))
    expect((await once(socket, 'close'))[0]).toBe(1013)
    expect(upstream.seen).toHaveLength(1)
  })

  it('that goes away takes the calls with it that wait', async () => {
    const upstream = await openUpstream()
    const heard = Promise.withResolvers<void>()
    const waiting = Promise.withResolvers<void>()
    const gate: NodeCallsPort = {
      ...openGate,
      forkchoice: (_state, _send, signal) => {
        waiting.resolve()
        return new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            heard.resolve()
            resolve({ kind: 'timed-out', detail: 'not sent' })
          })
        })
      },
    }
    const { url } = await openStage({ clientUrl: upstream.url, gate, limits: patient })
    const { socket } = await dial(url)
    socket.send(call('engine_forkchoiceUpdatedV3', [state]))
    socket.send(call('eth_sendRawTransaction', ['0x']))
    await waiting.promise
    socket.terminate()
    await heard.promise
    expect(upstream.seen).toEqual([])
  })

  it('is told goodbye when the port closes', async () => {
    const upstream = await openUpstream()
    const { url, close } = await openStage({ clientUrl: upstream.url })
    const { socket } = await dial(url)
    const closed = once(socket, 'close')
    await close()
    expect((await closed)[0]).toBe(1001)
  })
})
