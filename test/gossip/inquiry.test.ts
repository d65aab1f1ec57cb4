import { describe, expect, it } from 'vitest'
import { createInquiry } from '../../src/follower/inquiry.ts'
import type { HeadsRequest } from '../../src/ports/gossip.ts'
import { until } from './until.ts'

/** A mesh that notes what it is asked, and answers when it is told to. */
function mesh({ attesters = 1 } = {}) {
  const asked: { readonly request: HeadsRequest; readonly peer: string | undefined }[] = []
  const open: { readonly answer: () => void; readonly signal: AbortSignal }[] = []
  const inquiry = createInquiry({
    attesters,
    track: (call) => call,
    gossip: {
      askHeads: (request, signal, peer) => {
        const { promise, resolve } = Promise.withResolvers<number>()
        asked.push({ request, peer })
        open.push({ answer: () => resolve(0), signal })
        return promise
      },
    },
  })
  const answerAll = () => {
    for (const { answer } of open) answer()
  }
  const ranges = () => asked.map(({ request }) => request)
  return { ...inquiry, asked, open, answerAll, ranges }
}

const newest = { kind: 'newest', count: 16 }
const range = (from: number, count: number) => ({ kind: 'range', from, count })
const peers = (...ids: string[]) => ids.map((id) => ({ id }))

describe('a follower asks', () => {
  it('every new peer for its newest heads, once', () => {
    const { greet, asked } = mesh()
    greet(peers('a'))
    greet(peers('a', 'b'))
    greet(peers('b', 'a'))
    expect(asked).toEqual([
      { request: newest, peer: 'a' },
      { request: newest, peer: 'b' },
    ])
  })

  it('a peer again that went away and came back', () => {
    const { greet, asked } = mesh()
    for (const there of [peers('a'), peers(), peers('a')]) greet(there)
    expect(asked).toHaveLength(2)
  })

  it('for one range after another, of whoever has it', async () => {
    const { ask, answerAll, asked } = mesh()
    ask([
      { from: 5, count: 2 },
      { from: 9, count: 1 },
    ])
    expect(asked).toEqual([{ request: range(5, 2), peer: undefined }])
    answerAll()
    await until('the second is asked', () => asked.length === 2)
    expect(asked[1]?.request).toEqual(range(9, 1))
  })

  it('for no more heights than their attesters’ heads fit into one answer', async () => {
    const { ask, answerAll, ranges } = mesh({ attesters: 3 })
    ask([{ from: 10, count: 200 }])
    await until('all is asked', () => {
      answerAll()
      return ranges().length === 3
    })
    expect(ranges()).toEqual([range(10, 85), range(95, 85), range(180, 30)])
  })

  it('the same question again only when it is through with it', async () => {
    const { ask, answerAll, asked, open } = mesh()
    ask([{ from: 5, count: 2 }])
    ask([{ from: 5, count: 2 }])
    expect(asked).toHaveLength(1)
    expect(open[0]?.signal.aborted).toBe(false)
    answerAll()
    await until('it may be asked again', () => {
      ask([{ from: 5, count: 2 }])
      return asked.length === 2
    })
  })

  it('another question at once, and gives up the one before', async () => {
    const { ask, answerAll, ranges, open } = mesh()
    ask([
      { from: 5, count: 2 },
      { from: 6, count: 1 },
    ])
    ask([{ from: 7, count: 1 }])
    expect(open.map(({ signal }) => signal.aborted)).toEqual([true, false])
    answerAll()
    ask([{ from: 8, count: 1 }])
    await until('the last is asked', () => ranges().length === 3)
    expect(ranges()).toEqual([range(5, 2), range(7, 1), range(8, 1)])
  })

  it('nothing more once it is stopped', async () => {
    const { greet, ask, stop, answerAll, asked, open } = mesh()
    greet(peers('a'))
    ask([
      { from: 5, count: 2 },
      { from: 9, count: 1 },
    ])
    stop()
    expect(open.every(({ signal }) => signal.aborted)).toBe(true)
    answerAll()
    ask([{ from: 20, count: 1 }])
    await new Promise((resolve) => setImmediate(resolve))
    expect(asked).toHaveLength(2)
  })
})
