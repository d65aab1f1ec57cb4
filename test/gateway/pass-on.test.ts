import { describe, expect, it } from 'vitest'
import { createMemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import { RpcRefusal } from '../../src/adapters/memory/serve-json-rpc.ts'
import { createRollupNode } from '../../src/adapters/rollup-node/rollup-node.ts'
import type { RollupNodePort } from '../../src/ports/rollup-node.ts'
import { createPassOn } from '../../src/server/gateway/pass-on.ts'
import { isPassedOn } from '../../src/server/gateway/passed-names.ts'
import { serveText } from '../contracts/serve-text.ts'
import { call, send, serve } from '../server/serve.ts'
import { openStage } from './stage.ts'

const signal = AbortSignal.timeout(60_000)

describe('a reading optimism_ method that is not ours', () => {
  it('is answered by the rollup node, parameters and result as they are', async () => {
    const { url } = await openStage({
      methods: { optimism_blockOfTheFuture: (params) => ({ asked: params }) },
    })
    const params = ['0x5', { deep: [null, true, 1.5] }]
    expect(await call(url, 'optimism_blockOfTheFuture', params)).toEqual({
      jsonrpc: '2.0',
      id: 1,
      result: { asked: params },
    })
    expect(await call(url, 'optimism_outputAtBlock', ['0x3'])).toMatchObject({
      result: { blockRef: { number: 3 } },
    })
  })

  it('is answered with the node’s error: code, message and data', async () => {
    const refusal = new RpcRefusal(-38_900, 'no such L1 block', { l1: [7] })
    const methods = {
      optimism_safeHeadAtL1Block: () => {
        throw refusal
      },
    }
    const { url } = await openStage({ methods })
    expect(await call(url, 'optimism_safeHeadAtL1Block', ['0x7'])).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -38_900, message: 'no such L1 block', data: { l1: [7] } },
    })
    expect(await call(url, 'optimism_nobodyKnows')).toMatchObject({
      error: { code: -32_601, message: 'the method optimism_nobodyKnows does not exist' },
    })
  })

  it('keeps every digit of a number', async () => {
    const config = '{"lagoon_time":18446744073709551615,"ratio":1.0,"zero":-0}'
    await using node = await serveText(() => ({ body: `{"jsonrpc":"2.0","id":1,"result":${config}}` }))
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'optimism_rollupConfig', params: [] })
    const { url } = await serveNodes(createRollupNode({ url: node.url, deadlineMs: 10_000 }))
    expect((await send(url, { body })).text).toBe(`{"jsonrpc":"2.0","id":1,"result":${config}}`)
  })

  it('goes with others in a batch', async () => {
    const { url } = await openStage({ methods: { optimism_dependencySet: () => ({ dependencies: {} }) } })
    const names = ['optimism_dependencySet', 'optimism_version', 'optimism_resetEverything']
    const body = JSON.stringify(names.map((method, id) => ({ jsonrpc: '2.0', id, method })))
    expect(JSON.parse((await send(url, { body })).text)).toMatchObject([
      { id: 0, result: { dependencies: {} } },
      { id: 1, result: 'op-follower/1.2.3' },
      { id: 2, error: { code: -32_601 } },
    ])
  })
})

describe('a name that is not for us to pass on', () => {
  it.each([
    'optimism_setFork',
    'optimism_stopSequencer',
    'optimism_resetDerivationPipeline',
    'optimism_postUnsafePayload',
    'optimism_add_peer',
    'optimism_subscribe',
    'optimism_Admin',
    'optimism_',
    'optimism_a b',
    'admin_stopSequencer',
    'opp2p_self',
    'opp2p_blockPeer',
    'eth_getBlockByNumber',
    'net_version',
    'supernode_syncStatus',
    'engine_forkchoiceUpdatedV3',
  ])('%s is not served, and the node never hears of it', async (method) => {
    const stage = await openStage({ methods: { [method]: () => 'done' } })
    expect(await call(stage.url, method)).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: { code: -32_601, message: `${method} is not served here` },
    })
    expect(stage.asked).toEqual([])
  })

  it('is told by a whole verb, not by its first letters', () => {
    expect(isPassedOn('optimism_settlementStatus')).toBe(true)
    expect(isPassedOn('optimism_openapi')).toBe(true)
    expect(isPassedOn('optimism_set')).toBe(false)
    expect(isPassedOn('optimism_set2')).toBe(false)
  })
})

describe('with several rollup nodes', () => {
  const silent = createMemoryRollupNode({ name: 'silent' })
  silent.fail({ kind: 'unreachable', detail: 'silent: ECONNREFUSED' })
  const first = createMemoryRollupNode({ methods: { optimism_who: () => 'first' } })
  const second = createMemoryRollupNode({
    methods: { optimism_who: () => 'second', optimism_new: () => 'new' },
  })

  it('the first that answers is heard', async () => {
    expect(await call((await serveNodes(first, second)).url, 'optimism_who')).toMatchObject({
      result: 'first',
    })
    expect(await call((await serveNodes(silent, second)).url, 'optimism_who')).toMatchObject({
      result: 'second',
    })
  })

  it('an error of the first is an answer', async () => {
    const { url } = await serveNodes(first, second)
    expect(await call(url, 'optimism_new')).toMatchObject({ error: { code: -32_601 } })
  })

  it('one that hangs leaves time for the next', async () => {
    const passOn = createPassOn({ nodes: [hanging(), second], deadlineMs: 100, limitCalls: 1 })
    expect(await passOn('optimism_who', [], signal)).toEqual({
      kind: 'answered',
      answer: { kind: 'result', value: 'second' },
    })
  })

  it('all are named when none answers', async () => {
    const passOn = createPassOn({ nodes: [silent, hanging()], deadlineMs: 100, limitCalls: 1 })
    expect(await passOn('optimism_who', [], signal)).toEqual({
      kind: 'silent',
      detail: 'silent: ECONNREFUSED; hanging: given up',
    })
  })
})

describe('limits', () => {
  it('an answer that is too large, or no JSON-RPC, is no answer', async () => {
    const bodies = {
      optimism_huge: JSON.stringify({ jsonrpc: '2.0', id: 1, result: 'x'.repeat(1024 * 1024) }),
      optimism_large: JSON.stringify({ jsonrpc: '2.0', id: 1, result: 'x'.repeat(1000 * 1024) }),
      optimism_nested: `{"jsonrpc":"2.0","id":1,"result":${'['.repeat(300_000)}${']'.repeat(300_000)}}`,
      optimism_page: '<html>',
      optimism_empty: '{}',
    }
    await using node = await serveText((method) => ({ body: bodies[method as keyof typeof bodies] }))
    const { url, defects } = await serveNodes(createRollupNode({ url: node.url, deadlineMs: 10_000 }))
    for (const [method, message] of [
      ['optimism_huge', 'the answer is larger than 1048576 bytes'],
      ['optimism_nested', 'neither result nor error'],
      ['optimism_page', 'not JSON'],
      ['optimism_empty', 'neither result nor error'],
    ] as const) {
      expect(await call(url, method)).toMatchObject({
        error: { code: -32_002, message: expect.stringContaining(message) },
      })
    }
    expect(await call(url, 'optimism_large')).toMatchObject({
      result: expect.stringMatching(/^x{1000000,}$/),
    })
    expect(defects).toEqual([])
  })

  it('as many calls as may be are on their way, the next is refused, and a place is free again', async () => {
    const held = hanging()
    const passOn = createPassOn({ nodes: [held], deadlineMs: 60_000, limitCalls: 2 })
    const { url } = await serve({ passOn }, { limits: { callDeadlineMs: 30_000 } })
    const running = [call(url, 'optimism_a'), call(url, 'optimism_b')]
    await held.reached(2)
    expect(await call(url, 'optimism_c')).toMatchObject({
      error: { code: -32_005, message: expect.stringContaining('2 calls') },
    })
    held.release('there')
    expect(await Promise.all(running)).toMatchObject([{ result: 'there' }, { result: 'there' }])
    expect(await call(url, 'optimism_c')).toMatchObject({ result: 'there' })
  })

  it('a node that is too slow is given up, and so is its call', async () => {
    const passOn = createPassOn({ nodes: [hanging()], deadlineMs: 60_000, limitCalls: 1 })
    const { url } = await serve({ passOn }, { limits: { callDeadlineMs: 100 } })
    // The second finds its place free.
    for (const method of ['optimism_a', 'optimism_b']) {
      expect(await call(url, method)).toMatchObject({
        error: { code: -32_002, message: `${method} had no answer within 100 ms` },
      })
    }
  })
})

/** The gateway's passing on alone, before nodes without HTTP. */
function serveNodes(...nodes: readonly RollupNodePort[]) {
  return serve({ passOn: createPassOn({ nodes, deadlineMs: 10_000, limitCalls: 8 }) })
}

interface Hanging extends RollupNodePort {
  /** Resolves when so many calls have come. */
  readonly reached: (calls: number) => Promise<void>
  /** From now on, and for who waits already, this is the result. */
  readonly release: (value: unknown) => void
}

/** A node that answers no call before it is released or the caller gives up. */
function hanging(): Hanging {
  let calls = 0
  let moved = Promise.withResolvers<void>()
  const released = Promise.withResolvers<unknown>()
  return {
    ...createMemoryRollupNode(),
    reached: async (wanted) => {
      while (calls < wanted) await moved.promise
    },
    release: released.resolve,
    passOn: async (_method, _params, within) => {
      calls++
      moved.resolve()
      moved = Promise.withResolvers()
      const given = Symbol('given up')
      const value = await Promise.race([released.promise, givenUp(within, given)])
      if (value === given) return { kind: 'timed-out', detail: 'hanging: given up' }
      return { kind: 'ok', value: { kind: 'result', value } }
    },
  }
}

function givenUp<T>(within: AbortSignal, value: T): Promise<T> {
  return new Promise((resolve) => within.addEventListener('abort', () => resolve(value)))
}
