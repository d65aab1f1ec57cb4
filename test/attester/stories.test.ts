import { describe, expect, test } from 'vitest'
import { until } from '../gossip/until.ts'
import { createStage, openedHead, viewOf } from './stage.ts'

const numbersOf = (messages: readonly { number: number }[]) => messages.map(({ number }) => number)

describe('an attester beside a node that verifies', () => {
  test('says each new cross-safe block on both topics, signed with the key it has', async () => {
    const stage = createStage()
    stage.build(0, 3)
    stage.verify(1, 15)
    const attester = stage.attester()
    attester.start()
    await until('block 1 is heard', () => stage.blocks().length === 1)
    stage.verify(2, 16)
    await until('block 2 is heard', () => stage.blocks().length === 2)
    const [first] = stage.heads()
    expect(first).toMatchObject({
      number: 1,
      hash: stage.blockAt(1).payload.blockHash,
      timestamp: stage.blockAt(1).payload.timestamp,
      l1View: viewOf(stage.l1.chain.at(15)!),
      signer: stage.signer.address,
    })
    expect(stage.blocks().map(({ hash }) => hash)).toEqual([
      stage.blockAt(1).payload.blockHash,
      stage.blockAt(2).payload.blockHash,
    ])
    expect(stage.heard.every(({ signer }) => signer === stage.signer.address)).toBe(true)
  })

  test('says the newest head again and again, signed anew each time, but not its block', async () => {
    const stage = createStage()
    stage.build(0, 1)
    stage.verify(1)
    const topics: string[] = []
    const gossip: typeof stage.gossip = {
      ...stage.gossip,
      publish: (topic, data) => {
        topics.push(topic)
        return stage.gossip.publish(topic, data)
      },
    }
    let nowMs = 1_000
    stage.attester({ gossip, clock: { nowMs: () => nowMs++ } }).start()
    await until('it is heard four times', () => stage.heads().length >= 4)
    expect(topics.filter((topic) => topic === 'cross-safe-blocks')).toHaveLength(1)
    expect(new Set(stage.heads().map(({ digest }) => digest)).size).toBe(stage.heads().length)
    expect(new Set(stage.heads().map(({ hash }) => hash)).size).toBe(1)
    expect(stage.blocks()).toHaveLength(1)
  })

  test('after a gap says the newest first, then older ones downwards as far as its limit', async () => {
    const stage = createStage()
    stage.build(0, 12)
    stage.verify(2)
    const attester = stage.attester({ limits: { repeatEveryPolls: 1_000, backfillBlocks: 4 } })
    attester.start()
    await until('block 2 is said', () => stage.blocks().length === 1)
    stage.verify(12)
    await until('the backlog is said', () => stage.blocks().length === 6)
    expect(numbersOf(stage.blocks())).toEqual([2, 12, 11, 10, 9, 8])
    await until('nothing is owed', () => attester.status().owed === 0)
    expect(attester.status().newest?.number).toBe(12)
  })

  test('fills a gap as far down as what it said before', async () => {
    const stage = createStage()
    stage.build(0, 6)
    stage.verify(2)
    stage.attester({ limits: { repeatEveryPolls: 1_000 } }).start()
    await until('block 2 is said', () => stage.blocks().length === 1)
    stage.verify(5)
    await until('the gap is filled', () => stage.blocks().length === 4)
    expect(numbersOf(stage.blocks())).toEqual([2, 5, 4, 3])
  })

  test('lets a new head overtake the backlog', async () => {
    const stage = createStage()
    stage.build(0, 9)
    stage.verify(1)
    const attester = stage.attester({ limits: { repeatEveryPolls: 1_000 } })
    attester.on('published', ({ block }) => {
      if (block.number === 7) stage.verify(9)
    })
    attester.start()
    await until('block 1 is said', () => stage.blocks().length === 1)
    stage.verify(8)
    await until('all is said', () => stage.blocks().length === 9)
    expect(numbersOf(stage.blocks())).toEqual([1, 8, 7, 9, 6, 5, 4, 3, 2])
  })

  test('goes on with what it owed before when another gap comes in between', async () => {
    const stage = createStage()
    stage.build(0, 11)
    stage.verify(1)
    const attester = stage.attester({ limits: { repeatEveryPolls: 1_000 } })
    attester.on('published', ({ block }) => {
      if (block.number === 6) stage.verify(11)
    })
    attester.start()
    await until('block 1 is said', () => stage.blocks().length === 1)
    stage.verify(7)
    await until('all is said', () => stage.blocks().length === 11)
    expect(numbersOf(stage.blocks())).toEqual([1, 7, 6, 11, 10, 9, 8, 5, 4, 3, 2])
  })

  test('owes nothing on a lineage that it has left', async () => {
    const stage = createStage()
    stage.build(0, 7)
    stage.verify(1)
    const attester = stage.attester({ limits: { repeatEveryPolls: 1_000 } })
    attester.on('published', ({ block }) => {
      if (block.number !== 6) return
      stage.l1.chain.reorg(17, 'other branch', 22)
      stage.build(4, 7, 'other mind')
      stage.verify(11, 22)
    })
    attester.start()
    await until('block 1 is said', () => stage.blocks().length === 1)
    stage.verify(7)
    await until('the other lineage is said', () => attester.status().owed === 0 && stage.blocks().length > 6)
    expect(numbersOf(stage.blocks())).toEqual([1, 7, 6, 11, 10, 9, 8])
  })

  test('goes on with what it owes after its client was away', async () => {
    const stage = createStage()
    stage.build(0, 6)
    stage.verify(1)
    let failures = 2
    const executionClient: typeof stage.client = {
      ...stage.client,
      payload: async (hash, signal) => {
        if (hash !== stage.blockAt(4).payload.blockHash || failures === 0) {
          return stage.client.payload(hash, signal)
        }
        failures -= 1
        return { kind: 'unreachable', detail: 'gone' }
      },
    }
    const attester = stage.attester({ executionClient, limits: { repeatEveryPolls: 1_000 } })
    attester.start()
    await until('block 1 is said', () => stage.blocks().length === 1)
    stage.verify(6)
    await until('all is said', () => stage.blocks().length === 6)
    expect(numbersOf(stage.blocks())).toEqual([1, 6, 5, 4, 3, 2])
    expect(failures).toBe(0)
  })

  test('keeps every head that it signed for whoever asks, the newest as it was said last', async () => {
    const stage = createStage()
    stage.build(0, 5)
    stage.verify(1)
    const attester = stage.attester({ limits: { repeatEveryPolls: 2 } })
    attester.start()
    await until('block 1 is said', () => stage.blocks().length === 1)
    stage.verify(5)
    await until('the gap is filled', () => stage.blocks().length === 5)
    await until('the newest is repeated', () => numbersOf(stage.heads()).slice(-2).join() === '5,5')
    await attester.stop()
    const kept = stage.store.heads({ kind: 'range', from: 0, count: 10 })
    expect(kept.map((data) => openedHead(data).number)).toEqual([1, 2, 3, 4, 5])
    const [newest] = stage.store.heads({ kind: 'newest', count: 1 })
    expect(openedHead(newest!).issuedAtMs).toBe(stage.store.newestSigned()?.issuedAtMs)
    expect(kept.map((data) => openedHead(data).signer)).toEqual(Array(5).fill(stage.signer.address))
  })

  test('signs nothing while the node names no current L1 block, as after a reset', async () => {
    const stage = createStage()
    stage.build(0, 1)
    stage.rollupNode.reset()
    const attester = stage.attester()
    attester.start()
    await until('it waits', () => attester.status().trouble?.kind === 'nothing-yet')
    expect(attester.status().trouble?.detail).toContain('current L1')
    expect(stage.store.newestSigned()).toBeNull()
    stage.verify(1)
    await until('it goes on by itself', () => stage.heads().length > 0)
  })
})
