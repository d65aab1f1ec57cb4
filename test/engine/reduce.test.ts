import { describe, expect, test } from 'vitest'
import { childBlock } from '../../src/adapters/memory/execution-client/blocks.ts'
import { reductionOf } from '../../src/adapters/memory/execution-client/built-block.ts'
import { ethereumjs, geth, reth } from '../../src/adapters/memory/execution-client/personality.ts'
import { syncing } from '../../src/adapters/memory/execution-client/rules.ts'
import { o, openReplaceable, ours, t } from './replaceable.ts'
import { attributes, command, live, nodeState } from './world.ts'

const input = { ours: o(6), parent: o(5), attested: t(6) }

/** A client that goes back to whatever it builds on, as some do. */
const mover = { ...ethereumjs, name: 'mover', opAttributes: 'followed' } as const

describe('our block with nothing but its deposits', () => {
  test.each([geth, reth, mover])('is built by a $name client, and nothing moves', async (personality) => {
    const { gate, control } = await openReplaceable({ personality })
    const before = control.labels()
    expect(await gate.reduce(input, live)).toEqual({ kind: 'ok', value: t(6).hash })
    expect(control.labels()).toEqual(before)
    expect(before).toEqual({ head: o(9), safe: o(5), finalized: o(2) })
  })

  test.each([geth, reth, mover])('moves no safe of a $name client for a moment', async (personality) => {
    const { gate, control } = await openReplaceable({ personality })
    const seen: unknown[] = []
    control.watch(({ safe, finalized }) => seen.push([safe, finalized]))
    await gate.reduce(input, live)
    for (const labels of seen) expect(labels).toEqual([o(5), o(2)])
    expect(seen).not.toEqual([])
  })

  test('is the block itself when it has nothing else, and nothing is built', async () => {
    const { gate, control, calls } = await openReplaceable()
    for (const transactions of [[], [Uint8Array.of(0x7e, 1)]]) {
      const quiet = childBlock(ours[5]!, { transactions })
      control.addBlocks([quiet])
      const { blockHash: hash } = quiet.payload
      expect(await gate.reduce({ ours: { number: 6, hash }, parent: o(5), attested: t(6) }, live)).toEqual({
        kind: 'ok',
        value: hash,
      })
    }
    expect(calls()).toEqual(['payload', 'payload'])
  })

  test('is built once, however often it is asked for', async () => {
    const { gate, calls } = await openReplaceable()
    await gate.reduce(input, live)
    await gate.reduce(input, live)
    expect(calls().filter((method) => method === 'getPayload')).toHaveLength(1)
  })

  test('is not taken for the one of another block', async () => {
    const { gate } = await openReplaceable()
    await gate.reduce(input, live)
    await gate.command(command(o(6), 'attested', o(2)), live)
    const next = await gate.reduce({ ours: o(7), parent: o(6), attested: t(7) }, live)
    expect(next).toEqual({ kind: 'ok', value: reductionOf(ours[6]!, ours[7]!).payload.blockHash })
  })

  test('waits for a block that the node has under construction', async () => {
    const { gate, calls } = await openReplaceable({ buildHoldMs: 60_000 })
    const begun = await gate.forkchoiceUpdated(nodeState(o(9)), attributes, live)
    if (begun.kind !== 'ok') throw new Error(begun.detail)
    const reduction = gate.reduce(input, live)
    const built = await gate.getPayload(begun.value.payloadId!, 4, live)
    if (built.kind !== 'ok') throw new Error(built.detail)
    await gate.newPayload(built.value, live)
    expect(await reduction).toEqual({ kind: 'ok', value: t(6).hash })
    expect(calls().filter((method) => method !== 'block')).toEqual([
      'forkchoiceUpdated',
      'getPayload',
      'newPayload',
      'payload',
      'forkchoiceUpdated',
      'getPayload',
    ])
  })

  test('leaves a safe alone that fell back behind us', async () => {
    const { gate, control } = await openReplaceable()
    control.restart()
    expect(await gate.reduce(input, live)).toEqual({ kind: 'ok', value: t(6).hash })
    expect(control.labels().safe).toEqual(o(2))
    await gate.command(command(o(5), 'reassert', o(2)), live)
    expect(control.labels().safe).toEqual(o(5))
  })
})

describe('a block that cannot be reduced is trouble with its reason', () => {
  test('when the client does not have it', async () => {
    const { gate } = await openReplaceable()
    expect(await gate.reduce({ ours: o(12), parent: o(11), attested: t(12) }, live)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining(o(12).hash),
    })
  })

  test('when it stands on another parent than ours', async () => {
    const { gate } = await openReplaceable()
    expect(await gate.reduce({ ours: o(6), parent: o(4), attested: t(6) }, live)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining(`expected ${o(4).hash}`),
    })
  })

  test('when the chain of the client does not go through its parent any more', async () => {
    const { gate, control, calls } = await openReplaceable()
    control.addBlocks([childBlock(ours[3]!, { salt: 'rival' })])
    control.foreignMove({ head: childBlock(ours[3]!, { salt: 'rival' }).payload.blockHash })
    expect(await gate.reduce(input, live)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('not on the client'),
    })
    expect(calls()).not.toContain('forkchoiceUpdated')
  })

  test('when its extra data belong to no known fork', async () => {
    const { gate, control, calls } = await openReplaceable()
    const strange = childBlock(ours[5]!, { transactions: [Uint8Array.of(2)], extraData: '0x07' })
    control.addBlocks([strange])
    const block = { number: 6, hash: strange.payload.blockHash }
    expect(await gate.reduce({ ours: block, parent: o(5), attested: t(6) }, live)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining('0x07'),
    })
    expect(calls()).not.toContain('forkchoiceUpdated')
  })

  test.each([
    ['is syncing', { kind: 'status', status: syncing }, 'SYNCING'],
    [
      'begins nothing under an old head',
      { kind: 'status', status: { ...syncing, status: 'VALID' } },
      'VALID without a payload id',
    ],
    ['refuses the attributes', { kind: 'error', code: -38_003, message: 'no gas limit' }, 'no gas limit'],
  ] as const)('when the client %s', async (_name, fault, words) => {
    const { gate, control } = await openReplaceable()
    control.faults.next('forkchoiceUpdated', fault)
    expect(await gate.reduce(input, live)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining(words),
    })
  })

  test('and a client that went back for it is brought to its head all the same', async () => {
    const { gate, control } = await openReplaceable({ personality: mover })
    control.faults.next('getPayload', { kind: 'error', code: -38_001, message: 'unknown payload' })
    expect(await gate.reduce(input, live)).toMatchObject({ kind: 'refused', code: -38_001 })
    expect(control.labels()).toEqual({ head: o(9), safe: o(5), finalized: o(2) })
  })
})
