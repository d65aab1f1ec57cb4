import { describe, expect, it } from 'vitest'
import type { L1View } from '../../machines/values.ts'
import { createL1Reader } from '../../src/actors/l1/read.ts'
import { createMemoryL1, type MemoryL1 } from '../../src/adapters/memory/l1.ts'

const signal = AbortSignal.timeout(60_000)

function createScene(blocks = 40) {
  const l1 = createMemoryL1()
  l1.chain.extend(blocks)
  const viewAt = (number: number): L1View => ({ number, hash: l1.chain.at(number)!.hash })
  return { l1, viewAt, read: createL1Reader({ l1 }) }
}

describe('reading L1', () => {
  it('tells latest and finalized, and no finalized block before there is one', async () => {
    const { l1, read, viewAt } = createScene()
    expect(await read({ views: [] }, signal)).toEqual({
      kind: 'read',
      latest: viewAt(40),
      finalized: null,
      views: {},
    })
    l1.finalize(0)
    expect(await read({ views: [] }, signal)).toMatchObject({ finalized: viewAt(0) })
  })

  it('tells what became of each view after a reorg', async () => {
    const { l1, read, viewAt } = createScene()
    const [kept, lost, coming] = [viewAt(20), viewAt(31), { number: 41, hash: viewAt(1).hash }]
    l1.chain.reorg(30, 'other')
    expect(await read({ views: [kept, lost, coming] }, signal)).toMatchObject({
      views: { [kept.hash]: 'canonical', [lost.hash]: 'orphaned', [coming.hash]: 'ahead' },
    })
  })

  it('takes a view for ahead when a reorg made the chain shorter than it', async () => {
    const { l1, read, viewAt } = createScene()
    const view = viewAt(40)
    l1.chain.reorg(30, 'short', 35)
    expect(await read({ views: [view] }, signal)).toMatchObject({ views: { [view.hash]: 'ahead' } })
  })

  it('asks once for a height that many views name, and for few heights at a time', async () => {
    const { l1, read, viewAt } = createScene()
    const views = Array.from({ length: 30 }, (_, index) => viewAt(index + 1))
    const stranger = { number: 5, hash: viewAt(0).hash }
    const { most, asked } = watch(l1)
    const reading = await read({ views: [...views, ...views, stranger] }, signal)
    expect(reading).toMatchObject({ views: { [views[4]!.hash]: 'canonical', [stranger.hash]: 'orphaned' } })
    // Each of the 30 heights, and the latest block once more to see whether it is canonical still.
    expect(asked()).toBe(31)
    expect(most()).toBe(8)
  })

  it('does not believe a view that gives a canonical hash another height', async () => {
    const { read, viewAt } = createScene()
    const lie = { number: 19, hash: viewAt(20).hash }
    for (const views of [
      [lie, viewAt(20)],
      [viewAt(20), lie],
    ]) {
      expect(await read({ views }, signal)).toMatchObject({ views: { [lie.hash]: 'orphaned' } })
    }
  })
})

describe('an L1 that is reorganised while it is read', () => {
  it('is read again, so that all views are judged by one chain', async () => {
    const { l1, read, viewAt } = createScene()
    const views = Array.from({ length: 12 }, (_, index) => viewAt(index + 21))
    // Eight of the twelve are read before the reorg, and would look canonical beside four orphans.
    onNthBlock(l1, 9, () => l1.chain.reorg(21, 'other'))
    const reading = await read({ views }, signal)
    expect(reading).toMatchObject({ latest: viewAt(40) })
    expect(reading.kind === 'read' && new Set(Object.values(reading.views))).toEqual(new Set(['orphaned']))
  })

  it('is read once when it only grew', async () => {
    const { l1, read, viewAt } = createScene()
    const latest = viewAt(40)
    l1.onCall((call) => {
      if (call === 'blockAt') l1.chain.extend()
    })
    expect(await read({ views: [viewAt(20)] }, signal)).toMatchObject({ kind: 'read', latest })
  })

  it('is trouble when it never stands still', async () => {
    const { l1, read, viewAt } = createScene()
    let branch = 0
    l1.onCall((call) => {
      if (call === 'blockAt') l1.chain.reorg(35, `branch ${branch++}`)
    })
    expect(await read({ views: [viewAt(20)] }, signal)).toMatchObject({
      kind: 'timed-out',
      detail: expect.stringContaining('reorganised'),
    })
  })

  it('and trouble in the middle is that trouble', async () => {
    const { l1, read, viewAt } = createScene()
    const gone = { kind: 'unreachable', detail: 'memory L1' } as const
    onNthBlock(l1, 1, () => l1.fail(gone))
    expect(await read({ views: [viewAt(20)] }, signal)).toEqual(gone)
  })
})

function onNthBlock(l1: MemoryL1, n: number, act: () => void) {
  let blocks = 0
  l1.onCall((call) => {
    if (call === 'blockAt' && ++blocks === n) act()
  })
}

/** Counts the blocks asked for, in all and at once: calls of one moment come before any answer. */
function watch(l1: MemoryL1) {
  let [asked, atOnce, most] = [0, 0, 0]
  l1.onCall((call) => {
    if (call !== 'blockAt') return
    asked++
    most = Math.max(most, ++atOnce)
    queueMicrotask(() => {
      atOnce = 0
    })
  })
  return { asked: () => asked, most: () => most }
}
