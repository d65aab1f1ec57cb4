import { afterEach, describe, expect, it } from 'vitest'
import { createL1 } from '../../src/adapters/l1/l1.ts'
import { createManualClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryL1, type MemoryL1 } from '../../src/adapters/memory/l1.ts'
import type { RpcServer } from '../../src/adapters/memory/serve-json-rpc.ts'
import { serveL1 } from '../../src/adapters/memory/serve-l1.ts'
import type { Answer } from '../../src/ports/trouble.ts'

const signal = AbortSignal.timeout(60_000)
const deadlineMs = 10_000
const started: RpcServer[] = []

afterEach(() => Promise.all(started.splice(0).map(({ close }) => close())))

describe('several L1 endpoints', () => {
  it('stand in for each other: whoever does not answer is passed over', async () => {
    const [first, second] = [await endpoint(), await endpoint()]
    const { l1 } = pool([first, second])
    expect(await height(l1)).toBe(5)
    expect(second.calls).toEqual([])
    first.twin.fail({ kind: 'unreachable', detail: 'down' })
    expect(await height(l1)).toBe(5)
    expect(second.calls).toHaveLength(1)
  })

  it('rest after a failure, twice as long after each, and are asked again when that is over', async () => {
    const [first, second] = [await endpoint(), await endpoint()]
    const { l1, clock } = pool([first, second])
    first.twin.fail({ kind: 'timed-out', detail: 'slow' })
    for (const restMs of [2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]) {
      first.calls.length = 0
      await height(l1)
      expect(first.calls).toHaveLength(1)
      clock.advance(restMs - 1)
      await height(l1)
      expect(first.calls).toHaveLength(1)
      clock.advance(1)
    }
    first.twin.fail(null)
    await height(l1)
    first.twin.fail({ kind: 'timed-out', detail: 'slow again' })
    await height(l1)
    clock.advance(2_000)
    first.calls.length = 0
    await height(l1)
    expect(first.calls).toHaveLength(1)
  })

  it('rest once for calls that fail together', async () => {
    const [first, second] = [await endpoint(), await endpoint()]
    const { l1, clock } = pool([first, second])
    first.twin.fail({ kind: 'unreachable', detail: 'down' })
    await Promise.all([height(l1), height(l1), height(l1), height(l1)])
    clock.advance(2_000)
    first.calls.length = 0
    await height(l1)
    expect(first.calls).toHaveLength(1)
  })

  it('are asked while they rest only when nobody else answers, and then the one that is awake first', async () => {
    const [first, second] = [await endpoint(), await endpoint()]
    const { l1, clock } = pool([first, second])
    first.twin.fail({ kind: 'unreachable', detail: 'down' })
    await height(l1)
    clock.advance(1_000)
    second.twin.fail({ kind: 'unreachable', detail: 'down' })
    await l1.latest(signal)
    second.twin.fail(null)
    first.twin.fail(null)
    first.calls.length = 0
    second.calls.length = 0
    expect(await height(l1)).toBe(5)
    expect([first.calls.length, second.calls.length]).toEqual([1, 0])
  })

  it('are asked one at a time while all of them rest', async () => {
    const [first, second] = [await endpoint(), await endpoint()]
    const { l1 } = pool([first, second])
    for (const { twin } of [first, second]) twin.fail({ kind: 'unreachable', detail: 'down' })
    await l1.latest(signal)
    expect([first.calls.length, second.calls.length]).toEqual([1, 1])
    await l1.latest(signal)
    expect(first.calls.length + second.calls.length).toBe(3)
  })

  it('do not rest because their caller gave up', async () => {
    const [first, second] = [await endpoint(), await endpoint()]
    const { l1 } = pool([first, second])
    const caller = new AbortController()
    first.onCall = () => caller.abort()
    expect((await l1.latest(caller.signal)).kind).toBe('timed-out')
    expect(second.calls).toEqual([])
    first.onCall = () => {}
    first.calls.length = 0
    await height(l1)
    expect(first.calls).toHaveLength(1)
  })

  it('tell all their troubles when none of them answers, and the worst kind of them', async () => {
    const [first, second] = [await endpoint(), await endpoint()]
    const { l1 } = pool([first, second])
    await first.close()
    second.twin.fail({ kind: 'refused', code: -32_000, detail: 'no state' })
    const trouble = await l1.latest(signal)
    expect(trouble).toMatchObject({
      kind: 'refused',
      detail: expect.stringMatching(/ECONNREFUSED.*; .*no state/),
    })
    expect(trouble).toHaveProperty('detail', expect.stringContaining(first.url))
    expect(trouble).toHaveProperty('detail', expect.stringContaining(second.url))
  })
})

describe('an endpoint of another chain', () => {
  it('is passed over, and is named with its chain and ours when it is alone', async () => {
    const [stranger, friend] = [await endpoint({ chainId: 1 }), await endpoint({ chainId: 900 })]
    const { l1 } = pool([stranger, friend], () => 900)
    expect(await height(l1)).toBe(5)
    expect(stranger.calls).toEqual(['eth_chainId'])
    expect(await pool([stranger], () => 900).l1.latest(signal)).toEqual({
      kind: 'malformed',
      detail: `${stranger.url} serves chain 1, expected L1 chain 900: name an endpoint of chain 900 instead`,
    })
  })

  it('is told from ours by one question, and by none while nobody knows ours', async () => {
    const friend = await endpoint({ chainId: 900 })
    let expected: number | null = null
    const { l1 } = pool([friend], () => expected)
    await height(l1)
    expect(friend.calls).toEqual(['eth_getBlockByNumber'])
    expected = 900
    await height(l1)
    await height(l1)
    expect(friend.calls.filter((method) => method === 'eth_chainId')).toHaveLength(1)
  })
})

describe('endpoints on different heads', () => {
  it('are together as far as the one that is furthest: an origin is ahead only of all of them', async () => {
    const [behind, further] = [await endpoint({ blocks: 3 }), await endpoint({ blocks: 6 })]
    const { l1 } = pool([behind, further])
    const { number, hash } = further.twin.chain.at(5)!
    expect(await l1.origin({ number, hash }, signal)).toMatchObject({ value: { kind: 'canonical' } })
    const coming = { number: 7, hash }
    expect(await l1.origin(coming, signal)).toEqual({ kind: 'ok', value: { kind: 'ahead' } })
    await further.close()
    expect(await l1.origin(coming, signal)).toEqual({ kind: 'ok', value: { kind: 'ahead' } })
  })

  it('have the block on top of another as soon as one of them has it', async () => {
    const [behind, further] = [await endpoint({ blocks: 3 }), await endpoint({ blocks: 4 })]
    const { l1 } = pool([behind, further])
    const { header } = behind.twin.blockOf(behind.twin.chain.at(3)!.hash)!
    expect(await l1.next(header, signal)).toMatchObject({ value: { number: 4, parentHash: header.hash } })
  })

  it('have one word about what is canonical: that of the first that is that far', async () => {
    const [first, second] = [await endpoint(), await endpoint()]
    const { number, hash } = second.twin.chain.at(5)!
    first.twin.chain.reorg(5, 'other')
    const { l1 } = pool([first, second])
    expect(await l1.origin({ number, hash }, signal)).toMatchObject({
      value: { kind: 'orphaned', canonical: { number, hash: first.twin.chain.at(5)!.hash } },
    })
    expect(second.calls).toEqual([])
  })

  it('give the receipts of a block that only one of them has', async () => {
    const [first, second] = [await endpoint({ blocks: 3 }), await endpoint({ blocks: 6 })]
    const { l1 } = pool([first, second])
    const { header, receipts } = second.twin.blockOf(second.twin.chain.at(5)!.hash)!
    expect(await l1.receipts(header, signal)).toEqual({ kind: 'ok', value: receipts })
  })
})

interface Endpoint extends RpcServer {
  readonly twin: MemoryL1
  /** The methods that were asked for, in order. */
  readonly calls: string[]
  onCall: () => void
}

async function endpoint({ blocks = 5, chainId = 900 } = {}): Promise<Endpoint> {
  const twin = createMemoryL1()
  twin.chain.extend(blocks)
  const calls: string[] = []
  const served = await serveL1(twin, {
    chainId,
    onCall: (method) => {
      calls.push(method)
      made.onCall()
    },
  })
  const made: Endpoint = { ...served, twin, calls, onCall: () => {} }
  started.push(served)
  return made
}

function pool(endpoints: readonly Endpoint[], chainId: () => number | null = () => null) {
  const clock = createManualClock(1_800_000_000_000)
  const l1 = createL1({ urls: endpoints.map(({ url }) => url), deadlineMs, chainId, clock })
  return { l1, clock }
}

async function height(l1: ReturnType<typeof createL1>): Promise<number> {
  return okOf(await l1.latest(signal)).number
}

function okOf<T>(answer: Answer<T>): T {
  if (answer.kind !== 'ok') throw new Error(`${answer.kind}: ${answer.detail}`)
  return answer.value
}
