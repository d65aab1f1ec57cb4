import { describe, expect, it } from 'vitest'
import type { NodeCallsPort, OfferedBlock } from '../../src/ports/engine-gate.ts'
import type { ForkchoiceState } from '../../src/ports/execution-client.ts'
import { call, openGate, openStage, post } from './stage.ts'
import { openUpstream, result, rpcError } from './upstream.ts'

const h = (digit: string) => `0x${digit.repeat(64)}` as const
const asked = { headBlockHash: h('a'), safeBlockHash: h('b'), finalizedBlockHash: h('c') }
const attributes = { timestamp: '0x1', noTxPool: true, safeBlockHash: h('b') }
const valid = {
  payloadStatus: { status: 'VALID', latestValidHash: h('a'), validationError: null },
  payloadId: '0x01',
}
const forkchoice = call('engine_forkchoiceUpdatedV3', [asked, attributes])
const payload = { blockNumber: '0x7', blockHash: h('d'), parentHash: h('a'), transactions: ['0x7e', '0x02'] }

/** The gate as a test wants it, and what it is asked. */
function scriptedGate(parts: Partial<NodeCallsPort>) {
  const states: ForkchoiceState[] = []
  const blocks: OfferedBlock[] = []
  const gate: NodeCallsPort = {
    ...openGate,
    ...parts,
    forkchoice: (state, send, signal) => {
      states.push(state)
      return (parts.forkchoice ?? openGate.forkchoice)(state, send, signal)
    },
    newPayload: (block, send, signal) => {
      blocks.push(block)
      return (parts.newPayload ?? openGate.newPayload)(block, send, signal)
    },
  }
  return { gate, states, blocks }
}

describe('a forkchoice', () => {
  it('goes out with the labels of the gate, and with everything else that it said', async () => {
    const upstream = await openUpstream(() => result(valid))
    const labels = { safeBlockHash: h('1'), finalizedBlockHash: h('2') }
    const { gate, states } = scriptedGate({ forkchoice: (state, send) => send({ ...state, ...labels }) })
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    expect((await post(url, forkchoice)).text).toBe(result(valid).body)
    expect(states).toEqual([asked])
    const [sent = ''] = upstream.bodies()
    expect(JSON.parse(sent)).toEqual({
      ...(JSON.parse(forkchoice) as object),
      params: [{ ...asked, ...labels }, attributes],
    })
  })

  it.each([
    'engine_forkchoiceUpdatedV1',
    'engine_forkchoiceUpdatedV9',
    'engine_forkchoiceUpdatedWithWitnessV3',
  ])('of whatever version is one: %s', async (method) => {
    const upstream = await openUpstream(() => result(valid))
    const { gate, states } = scriptedGate({})
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    await post(url, call(method, [asked, null]))
    expect(states).toEqual([asked])
  })

  it('that the gate refuses is answered over HTTP 200 with the id of the caller, and not sent', async () => {
    const upstream = await openUpstream()
    const detail = 'head is on a branch that was replaced'
    const { gate } = scriptedGate({ forkchoice: async () => ({ kind: 'refused', code: -38_002, detail }) })
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    const answer = await post(
      url,
      `{"id": 1.50, "method":"engine_forkchoiceUpdatedV3","params":[${JSON.stringify(asked)}]}`,
    )
    expect(answer).toEqual({
      status: 200,
      type: 'application/json',
      text: `{"jsonrpc":"2.0","id":1.50,"error":{"code":-38002,"message":"${detail}"}}`,
    })
    expect(upstream.seen).toEqual([])
  })

  it('whose answer the gate could not get is no answer at all', async () => {
    const upstream = await openUpstream()
    const { gate } = scriptedGate({
      forkchoice: async () => ({ kind: 'timed-out', detail: 'the client is slow' }),
    })
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    expect(await post(url, forkchoice)).toMatchObject({
      status: 502,
      text: expect.stringContaining('is slow'),
    })
  })

  it('tells the gate what the client said, in its words', async () => {
    const upstream = await openUpstream()
    const heard: unknown[] = []
    const { gate } = scriptedGate({
      forkchoice: async (state, send) => {
        const answer = await send(state)
        heard.push(answer)
        return answer
      },
    })
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    const bare = { payloadStatus: { status: 'SYNCING' } }
    const said = [
      result(valid),
      result(bare),
      rpcError(-38_002, 'no'),
      { status: 503, body: '' },
      { body: 'nonsense' },
      result({ payloadStatus: { status: 'PERHAPS' } }),
    ]
    for (const answer of said) {
      upstream.script(() => answer)
      expect((await post(url, forkchoice)).text).toBe(answer.body)
    }
    expect(heard).toMatchObject([
      { kind: 'ok', value: valid },
      { kind: 'ok', value: { payloadStatus: { status: 'SYNCING', latestValidHash: null }, payloadId: null } },
      { kind: 'refused', code: -38_002 },
      { kind: 'unreachable' },
      { kind: 'malformed' },
      { kind: 'malformed' },
    ])
  })

  it('sent a second time by the gate has the answer of that time', async () => {
    const upstream = await openUpstream((body) =>
      body.includes(h('1')) ? rpcError(-38_002, 'no') : result(valid),
    )
    const { gate } = scriptedGate({
      forkchoice: async (state, send) => {
        await send({ ...state, safeBlockHash: h('1') })
        return send(state)
      },
    })
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    expect((await post(url, forkchoice)).text).toBe(result(valid).body)
    upstream.script((body) => (body.includes(h('1')) ? rpcError(-38_002, 'no') : null))
    expect(await post(url, forkchoice)).toMatchObject({ status: 502 })
  })

  it('whose attributes the client refuses is passed on, with a warning by name', async () => {
    const refusal = rpcError(-38_003, 'state missing')
    const upstream = await openUpstream(() => refusal)
    const { url, log } = await openStage({ clientUrl: upstream.url })
    expect((await post(url, forkchoice)).text).toBe(refusal.body)
    expect(log.lines).toContainEqual({
      level: 'warn',
      message: 'the execution client refuses the payload attributes',
      fields: { code: 'engine-port', detail: 'state missing' },
    })
  })
})

describe('a payload', () => {
  const body = call('engine_newPayloadV4', [payload, [], h('e'), []], 'an id')

  it('is shown to the gate, and sent as it is', async () => {
    const upstream = await openUpstream(() => result(valid.payloadStatus))
    const { gate, blocks } = scriptedGate({})
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    await post(url, body)
    expect(blocks).toEqual([{ number: 7, hash: h('d'), parentHash: h('a'), depositsOnly: false }])
    expect(upstream.bodies()).toEqual([body])
  })

  it('that the gate calls INVALID is answered so, and not sent', async () => {
    const upstream = await openUpstream()
    const denied = { status: 'INVALID', latestValidHash: null, validationError: 'replaced' } as const
    const { gate } = scriptedGate({ newPayload: async () => ({ kind: 'ok', value: denied }) })
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    expect(JSON.parse((await post(url, body)).text)).toEqual({ jsonrpc: '2.0', id: 'an id', result: denied })
    expect(upstream.seen).toEqual([])
  })
})

describe('a built block', () => {
  it('is fetched in its turn, and comes back as the client wrote it', async () => {
    const upstream = await openUpstream()
    const kinds: string[] = []
    const { gate } = scriptedGate({
      getPayload: async (send) => {
        const answer = await send()
        kinds.push(answer.kind)
        return answer
      },
    })
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    for (const answer of [
      result({ executionPayload: {} }),
      rpcError(-38_001, 'unknown'),
      { body: 'no JSON' },
    ]) {
      upstream.script(() => answer)
      expect((await post(url, call('engine_getPayloadV5', ['0x01']))).text).toBe(answer.body)
    }
    expect(kinds).toEqual(['ok', 'refused', 'refused'])
  })

  it('is not what engine_getPayloadBodies asks for', async () => {
    const upstream = await openUpstream()
    const { gate } = scriptedGate({ getPayload: async () => ({ kind: 'malformed', detail: 'asked' }) })
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    expect(await post(url, call('engine_getPayloadBodiesByRangeV1', ['0x1', '0x1']))).toMatchObject({
      status: 200,
    })
  })
})

describe('a batch', () => {
  const answering = (body: Buffer) => {
    const { id } = JSON.parse(body.toString()) as { id?: unknown }
    return {
      body:
        id === undefined ? '' : `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":"${upstreamSays}"}\n`,
    }
  }
  const upstreamSays = 'fine'

  it('of calls that need no rule goes out whole', async () => {
    const upstream = await openUpstream(() => ({ body: '[1, 2 ]' }))
    const { url } = await openStage({ clientUrl: upstream.url })
    const body = ` [${call('eth_chainId')} ,${call('eth_blockNumber', [], 2)}]`
    expect((await post(url, body)).text).toBe('[1, 2 ]')
    expect((await post(url, '[]')).text).toBe('[1, 2 ]')
    expect(upstream.bodies()).toEqual([body, '[]'])
  })

  it('with a call among them that needs one goes out one by one, in order', async () => {
    const upstream = await openUpstream(answering)
    const { gate, states } = scriptedGate({})
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    const calls = [
      call('eth_chainId', [], 1),
      call('engine_forkchoiceUpdatedV3', [asked, null], 'two'),
      '{"method":"eth_unsubscribe"}',
      call('eth_blockNumber', [], 3),
    ]
    const { text } = await post(url, `[ ${calls.join(' , ')} ]`)
    expect(upstream.bodies()).toEqual(calls)
    expect(states).toEqual([asked])
    expect(JSON.parse(text)).toMatchObject([{ id: 1, result: 'fine' }, { id: 'two' }, { id: 3 }])
  })

  it('answers for itself each call that has no answer', async () => {
    const upstream = await openUpstream((body) => (body.includes('eth_cut') ? null : answering(body)))
    const refused = { kind: 'refused', code: -38_002, detail: 'no' } as const
    const { gate } = scriptedGate({ forkchoice: async () => refused })
    const { url } = await openStage({ clientUrl: upstream.url, gate })
    const calls = [
      call('engine_forkchoiceUpdatedV3', [asked], 1),
      call('eth_cut', [], 2),
      '7',
      call('eth_ok', [], 4),
    ]
    expect(JSON.parse((await post(url, `[${calls.join()}]`)).text)).toMatchObject([
      { id: 1, error: { code: -38_002 } },
      { id: 2, error: { code: -32_000 } },
      { id: null, error: { code: -32_600 } },
      { id: 4, result: 'fine' },
    ])
  })
})
