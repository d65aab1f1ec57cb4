import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { asking, consolidated, createStory, emitDeposits, transfer } from './story.ts'

describe('a reading', () => {
  it('goes from its base to the tip, block by block, each rebuilt from L1', async () => {
    const story = createStory()
    emitDeposits(story, 1n, 2n)
    story.l1.chain.extend(5)
    const tip = story.grow(60)
    expect(await story.reader()(...asking([story.at(0)], tip))).toEqual(consolidated(tip, story.originAt(60)))
    expect(story.originAt(60).number).toBe(10)
  })

  it('ends after so many blocks, and the next goes on from there', async () => {
    const story = createStory()
    const tip = story.grow(25)
    const read = story.reader({ limitBlocks: 10 })
    for (const [base, reached] of [
      [0, 10],
      [10, 20],
      [20, 25],
    ] as const) {
      expect(await read(...asking([story.at(base)], tip))).toEqual(
        consolidated(story.at(reached), story.originAt(reached)),
      )
    }
  })

  it('ends when its time is over, with the block under way finished', async () => {
    const story = createStory()
    const tip = story.grow(20)
    const { client } = story
    const payload: typeof client.payload = async (...call) => {
      await sleep(3)
      return client.payload(...call)
    }
    const read = story.reader({ client: { ...client, payload }, limitReadingMs: 1 })
    for (const base of [0, 1, 2]) {
      expect(await read(...asking([story.at(base)], tip))).toMatchObject({
        watermark: { block: story.at(base + 1) },
      })
    }
  })

  it('reads each block whole once, however many readings it takes', async () => {
    const story = createStory()
    const tip = story.grow(30)
    const read = story.reader({ limitBlocks: 4 })
    let reached = story.at(0)
    while (reached.number < tip.number) {
      const reading = await read(...asking([reached, story.at(0)], tip))
      if (reading.kind !== 'consolidated') throw new Error(reading.kind)
      reached = reading.watermark!.block
    }
    const whole = story.client.control.calls().filter((method) => method === 'payload')
    expect(whole).toHaveLength(31)
  })

  it('asks nothing when the tip is where it got to', async () => {
    const story = createStory()
    const tip = story.grow(5)
    const read = story.reader()
    await read(...asking([story.at(0)], tip))
    story.client.control.faults.next('block', { kind: 'down' })
    const before = story.client.control.calls().length
    expect(await read(...asking([tip, story.at(0)], tip))).toEqual(consolidated(tip, story.originAt(5)))
    expect(story.client.control.calls()).toHaveLength(before)
  })

  it('rebuilds again what the machine has let go of, though it got there once', async () => {
    const story = createStory()
    const tip = story.grow(5)
    const read = story.reader()
    await read(...asking([story.at(0)], tip))
    const before = story.client.control.calls().length
    expect(await read(...asking([story.at(2)], tip))).toEqual(consolidated(tip, story.originAt(5)))
    expect(story.client.control.calls().length).toBeGreaterThan(before + 3)
  })

  it('learns the origin of a watermark that it did not set, and rebuilds nothing for it', async () => {
    const story = createStory()
    const tip = story.grow(15)
    expect(await story.reader()(...asking([tip], tip))).toEqual(consolidated(tip, story.originAt(15)))
    expect(story.client.control.calls()).toEqual(['block', 'payload'])
  })

  it('stays at a watermark above a tip that went back, as after a reset of the rollup node', async () => {
    const story = createStory()
    const tip = story.grow(15)
    const read = story.reader()
    await read(...asking([story.at(0)], tip))
    expect(await read(...asking([tip, story.at(0)], story.at(3)))).toEqual(
      consolidated(tip, story.originAt(15)),
    )
  })

  it('knows its base while no tip is known', async () => {
    const story = createStory()
    story.grow(15)
    expect(await story.reader()(...asking([story.at(7)], null))).toEqual(
      consolidated(story.at(7), story.originAt(7)),
    )
  })
})

describe('a base', () => {
  it('is the first that is on our chain', async () => {
    const story = createStory()
    const lost = story.grow(20)
    const tip = story.branch(12, 10)
    const bases = [lost, story.at(9), story.at(3)]
    const read = story.reader({ limitBlocks: 1 })
    expect(await read(...asking(bases, tip))).toEqual(consolidated(story.at(10), story.originAt(10)))
  })

  it('is none when our chain holds none of them, and there is nothing to say yet', async () => {
    const story = createStory()
    const lost = story.grow(20)
    const tip = story.branch(12, 10)
    const nothing = { kind: 'consolidated', watermark: null }
    expect(await story.reader()(...asking([lost], tip))).toEqual(nothing)
    expect(await story.reader()(...asking([], tip))).toEqual(nothing)
  })

  it('is the first whose origin L1 did not take back', async () => {
    const story = createStory()
    const tip = story.grow(60)
    const read = story.reader({ limitBlocks: 40 })
    expect(await read(...asking([story.at(0)], tip))).toMatchObject({ watermark: { block: { number: 40 } } })
    story.l1.chain.reorg(4, 'other')
    expect(story.originAt(40).number).toBe(6)
    expect(await read(...asking([story.at(40), story.at(30), story.at(20)], tip))).toMatchObject({
      kind: 'stopped',
      reason: 'origin-orphaned',
      watermark: { block: story.at(23), origin: story.originAt(23) },
      at: story.at(24),
      expected: story.l1.chain.at(4)!.hash,
      seen: story.originAt(24).hash,
    })
  })

  it('is none when L1 took back the origins of all, which is said of the best', async () => {
    const story = createStory()
    const tip = story.grow(60)
    story.l1.chain.reorg(1, 'other')
    expect(await story.reader()(...asking([story.at(40), story.at(30)], tip))).toMatchObject({
      kind: 'stopped',
      reason: 'origin-orphaned',
      watermark: null,
      at: story.at(40),
    })
  })

  it('is told of although nothing hinders, when the node stands below what L1 took back', async () => {
    const story = createStory()
    story.grow(60)
    story.l1.chain.reorg(4, 'other')
    const read = story.reader()
    for (const tip of [story.at(20), story.at(12), null, story.at(22)]) {
      const { number } = { ...story.at(20), ...tip }
      expect(await read(...asking([story.at(40), story.at(20)], tip))).toMatchObject({
        kind: 'stopped',
        reason: 'origin-orphaned',
        watermark: { block: story.at(Math.max(20, number)) },
        at: story.at(40),
        seen: story.originAt(40).hash,
      })
    }
  })

  it('that L1 has not reached yet is passed over too, for one that it has', async () => {
    const story = createStory()
    const tip = story.grow(60)
    story.l1.chain.reorg(6, 'other', 5)
    expect(await story.reader()(...asking([story.at(59), story.at(12)], tip))).toMatchObject({
      kind: 'stopped',
      reason: 'origin-ahead',
      watermark: { block: story.at(35) },
      at: story.at(36),
    })
  })
})

describe('our chain', () => {
  it('that moves under a reading leaves what was consolidated before', async () => {
    const story = createStory()
    const tip = story.grow(20)
    const { client } = story
    const payload: typeof client.payload = (hash, signal) => {
      if (hash === story.at(8).hash) story.branch(5, 20)
      return client.payload(hash, signal)
    }
    const [eighth] = [story.at(8)]
    const reading = await story.reader({ client: { ...client, payload } })(...asking([story.at(0)], tip))
    expect(reading).toMatchObject({ kind: 'consolidated', watermark: { block: eighth } })
  })

  it('that does not end in the tip is not consolidated at its height', async () => {
    const story = createStory()
    const tip = story.grow(20)
    story.branch(20, 3)
    expect(await story.reader()(...asking([story.at(0)], tip))).toEqual(
      consolidated(story.at(19), story.originAt(19)),
    )
  })

  it('that is shorter than the tip is consolidated as far as it goes', async () => {
    const story = createStory()
    story.grow(20)
    const tip = { number: 25, hash: `0x${'25'.repeat(32)}` } as const
    expect(await story.reader()(...asking([story.at(0)], tip))).toMatchObject({
      kind: 'consolidated',
      watermark: { block: story.at(20) },
    })
  })
})

describe('trouble', () => {
  it('on the way leaves what was consolidated before it, and is met again', async () => {
    const story = createStory()
    const tip = story.grow(20)
    const read = story.reader()
    const { faults } = story.client.control
    for (let before = 0; before < 8; before++)
      faults.next('payload', { kind: 'slow', until: Promise.resolve() })
    faults.next('payload', { kind: 'down' })
    expect(await read(...asking([story.at(0)], tip))).toMatchObject({
      kind: 'consolidated',
      watermark: { block: story.at(7) },
    })
    faults.next('payload', { kind: 'down' })
    expect(await read(...asking([story.at(7), story.at(0)], tip))).toMatchObject({ kind: 'unreachable' })
    expect(await read(...asking([story.at(7), story.at(0)], tip))).toMatchObject({
      watermark: { block: tip },
    })
  })

  it.each(['origin', 'receipts'] as const)('of L1 is told as it is: %s', async (method) => {
    const story = createStory()
    const tip = story.grow(8)
    const read = story.reader()
    await read(...asking([story.at(0)], story.at(5)))
    const trouble = { kind: 'refused', code: -32_000, detail: 'no more of this' } as const
    const origins = { ...story.l1, [method]: async () => trouble }
    expect(await story.reader({ origins })(...asking([story.at(5)], tip))).toEqual(trouble)
  })

  it('with the rules is told as it is, until they are there', async () => {
    const story = createStory()
    const tip = story.grow(3)
    const trouble = { kind: 'malformed', detail: 'block_time: expected a number' } as const
    let known = false
    const read = story.reader({
      rules: async () => (known ? { kind: 'ok', value: story.chain.rules } : trouble),
    })
    expect(await read(...asking([story.at(0)], tip))).toEqual(trouble)
    known = true
    expect((await read(...asking([story.at(0)], tip))).kind).toBe('consolidated')
  })
})

it('takes a transfer of the sequencer as it is: what a batch holds is not shown by L1 receipts', async () => {
  const story = createStory()
  const tip = story.grow(3, { sequenced: [transfer, Uint8Array.of(0x02, 0xff)] })
  expect(await story.reader()(...asking([story.at(0)], tip))).toMatchObject({ watermark: { block: tip } })
})
