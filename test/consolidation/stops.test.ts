import { describe, expect, it } from 'vitest'
import type { ConsolidationReading } from '../../machines/follower/readings.ts'
import { configUpdateLog, depositLog } from '../../src/adapters/memory/l1-logs.ts'
import type { Rules } from '../../src/derive/rules.ts'
import type { OpBlockTraits } from '../../src/testing/op-chain.ts'
import { opContracts } from '../../src/testing/op-rollup.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { asking, createStory, deposit, emitDeposits, refOf, type Story, transfer } from './story.ts'

/** Eleven honest blocks; the twelfth is the first of an epoch, and that has two deposits. */
function createScene(): Story {
  const story = createStory({ l1Blocks: 1 })
  emitDeposits(story, 7n, 8n)
  story.l1.chain.extend(10)
  story.grow(11)
  return story
}

/** Block 12 as it should be, changed by these traits, and what a reading says of it. */
async function readWith(
  story: Story,
  lies: OpBlockTraits | ((honest: ExecutionPayloadEnvelope) => OpBlockTraits),
  rules?: Partial<Rules>,
): Promise<ConsolidationReading> {
  const honest = story.chain.blockOn(story.blocks[11]!, { sequenced: [transfer] })
  const traits = typeof lies === 'function' ? lies(honest) : { sequenced: [transfer], ...lies }
  const tip = refOf(story.add(story.chain.blockOn(story.blocks[11]!, traits)))
  const known = { ...story.chain.rules, ...rules }
  const read = story.reader({ rules: async () => ({ kind: 'ok', value: known }) })
  return read(...asking([story.at(0)], tip))
}

const strange = `0x${'5a'.repeat(32)}` as const

it('goes through the first block of an epoch with deposits', async () => {
  const story = createScene()
  const reading = await readWith(story, {})
  expect(story.blocks[12]!.payload.transactions).toHaveLength(4)
  expect(reading).toMatchObject({ kind: 'consolidated', watermark: { block: story.at(12) } })
})

describe('a block that is not what L1 makes of it', () => {
  it.each<[field: string, lies: OpBlockTraits, expected: string, seen: string]>([
    ['gasLimit', { gasLimit: 29_999_999n }, '30000000', '29999999'],
    [
      'feeRecipient',
      { feeRecipient: `0x${'fe'.repeat(20)}` },
      `0x42${'00'.repeat(17)}0011`,
      `0x${'fe'.repeat(20)}`,
    ],
    ['timestamp', { timestamp: 1_700_000_025 }, '1700000024', '1700000025'],
  ])('is stopped at by its %s', async (field, lies, expected, seen) => {
    const story = createScene()
    expect(await readWith(story, lies)).toEqual({
      kind: 'stopped',
      watermark: { block: story.at(11), origin: story.originAt(11) },
      reason: 'differs',
      at: story.at(12),
      detail: `${field} is not what its parent and L1 make of it`,
      expected,
      seen,
    })
  })

  it('is stopped at by what L1 drew by lot', async () => {
    const story = createScene()
    const { header } = story.l1.blockOf(story.l1.chain.at(2)!.hash)!
    expect(await readWith(story, { prevRandao: strange })).toMatchObject({
      reason: 'differs',
      detail: expect.stringMatching(/^prevRandao is not/),
      expected: header.mixHash,
      seen: strange,
    })
  })

  it('has the first of its differences shown, and all of them named', async () => {
    const story = createScene()
    const reading = await readWith(story, {
      gasLimit: 1n,
      prevRandao: strange,
      parentBeaconBlockRoot: strange,
    })
    expect(reading).toMatchObject({
      detail: 'prevRandao is not what its parent and L1 make of it, nor are gasLimit, parentBeaconBlockRoot',
      seen: strange,
    })
  })

  it.each<
    [what: string, change: (transactions: readonly Uint8Array[]) => readonly Uint8Array[], detail: RegExp]
  >([
    [
      'leaves a deposit out',
      ([info, , second, more]) => [info!, second!, more!],
      /^transactions\[1\] \(deposit of log 0\)/,
    ],
    [
      'has a deposit twice',
      ([info, first, ...others]) => [info!, first!, first!, ...others],
      /^transactions\[2\]/,
    ],
    [
      'alters a deposit',
      ([info, first, ...others]) => [info!, altered(first!), ...others],
      /^transactions\[1\] \(deposit of log 0\)/,
    ],
    ['has no L1 info', ([, ...others]) => others, /^it names no L1 origin/],
  ])('is stopped at when it %s', async (_, change, detail) => {
    const story = createScene()
    const reading = await readWith(story, ({ payload }) => ({ transactions: change(payload.transactions) }))
    expect(reading).toMatchObject({
      kind: 'stopped',
      reason: 'differs',
      at: story.at(12),
      watermark: { block: story.at(11) },
      detail: expect.stringMatching(detail),
    })
  })

  it('is stopped at when it keeps a system config that L1 has changed', async () => {
    const story = createStory({ l1Blocks: 1 })
    story.l1.emit(configUpdateLog(opContracts.l1SystemConfig, 'gasLimit', 40_000_000n))
    story.l1.chain.extend(10)
    story.grow(11)
    expect(await readWith(story, { gasLimit: 30_000_000n })).toMatchObject({
      reason: 'differs',
      detail: expect.stringMatching(/^gasLimit/),
      expected: '40000000',
      seen: '30000000',
    })
  })
})

describe('a block of which L1 does not say enough', () => {
  it('waits for the L1 block that it names', async () => {
    const story = createScene()
    const tip = story.grow(20)
    const lagging = createStory({ l1Blocks: 1 })
    emitDeposits(lagging, 7n, 8n)
    lagging.l1.chain.extend(1)
    const read = story.reader({ origins: lagging.l1 })
    expect(await read(...asking([story.at(0)], tip))).toMatchObject({
      reason: 'origin-ahead',
      watermark: { block: story.at(17) },
      at: story.at(18),
      detail: expect.stringContaining(`its L1 origin 3 ${story.originAt(18).hash}`),
    })
    lagging.l1.chain.extend(8)
    expect(await read(...asking([story.at(17)], tip))).toMatchObject({ watermark: { block: tip } })
  })

  it('waits past the sequencer drift for the L1 block above its origin, which tells what it may hold', async () => {
    const slow = { l1Blocks: 1, secondsPerL1Block: 4_000, blockTimeSeconds: 200 }
    const story = createStory(slow)
    story.grow(9)
    const tip = story.grow(3, {})
    const lagging = createStory({ ...slow, l1Blocks: 0 })
    expect(await story.reader({ origins: lagging.l1 })(...asking([story.at(0)], tip))).toMatchObject({
      reason: 'origin-ahead',
      watermark: { block: story.at(9) },
      detail: expect.stringContaining('the L1 block above 0'),
    })
    expect(await story.reader()(...asking([story.at(0)], tip))).toMatchObject({ watermark: { block: tip } })
    const busy = story.grow(1)
    expect(await story.reader()(...asking([story.at(0)], busy))).toMatchObject({
      reason: 'differs',
      at: busy,
    })
  })
})

it('stops at a fork that it does not know, unless it is told to go on', async () => {
  const story = createScene()
  const { rollup } = story.chain.rules
  const unknown = { ...rollup, unknownForks: [{ name: 'mirage', time: rollup.genesis.l2Time + 13 }] }
  expect(await readWith(story, {}, { rollup: unknown })).toMatchObject({
    reason: 'unknown-fork',
    watermark: { block: story.at(6) },
    at: story.at(7),
    detail: expect.stringContaining('mirage'),
  })
  const on = await readWith(story, {}, { rollup: unknown, pastUnknownForks: true })
  expect(on).toMatchObject({ kind: 'consolidated', watermark: { block: story.at(12) } })
})

it('stops where L1 holds a deposit from which no block can be derived', async () => {
  const story = createScene()
  const { l1, chain } = story
  const log = depositLog(opContracts.depositContract, deposit())
  const receipts: typeof l1.receipts = async (header, signal) => {
    const whole = await l1.receipts(header, signal)
    if (whole.kind !== 'ok' || header.number !== 2) return whole
    const cut = { ...log, data: log.data.subarray(0, 40) }
    return { kind: 'ok', value: [{ ...whole.value[0]!, logs: [cut] }] }
  }
  const tip = refOf(story.add(chain.blockOn(story.blocks[11]!)))
  const read = story.reader({ origins: { ...l1, receipts } })
  expect(await read(...asking([story.at(0)], tip))).toMatchObject({
    reason: 'underivable',
    at: tip,
    detail: expect.stringContaining(`L1 block 2 ${story.originAt(12).hash}`),
  })
})

/** Another value in its last byte but one is another deposit that decodes as well. */
function altered(deposit: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(deposit)
  const from = 40
  copy[from] = copy[from]! ^ 1
  return copy
}
