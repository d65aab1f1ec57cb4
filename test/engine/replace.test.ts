import { describe, expect, test } from 'vitest'
import type { Denial } from '../../machines/follower/facts.ts'
import type { Hash } from '../../machines/values.ts'
import { ethereumjs, geth, reth } from '../../src/adapters/memory/execution-client/personality.ts'
import { invalid, syncing } from '../../src/adapters/memory/execution-client/rules.ts'
import { denial, o, openGate, openReplaceable, replacement, replacing, t } from './replaceable.ts'
import { command, live, nodeState } from './world.ts'

const mover = { ...ethereumjs, name: 'mover', opAttributes: 'followed' } as const

describe('a replacement', () => {
  test.each([geth, reth, mover])('takes the place of our block on a $name client', async (personality) => {
    const { gate, control, onDisk } = await openReplaceable({ personality })
    const outcome = await gate.replace(replacing, live, (fact) => onDisk.push(fact))
    expect(outcome).toEqual({ kind: 'replaced', head: t(6) })
    expect(onDisk).toEqual([denial])
    expect(control.labels()).toEqual({ head: t(6), safe: o(5), finalized: o(2) })
    expect(await gate.command(command(t(6), 'replacement', o(2)), live)).toEqual({ kind: 'valid' })
    expect(control.labels().safe).toEqual(t(6))
  })

  test('is denied on disk after it was imported, and before the head moves', async () => {
    const { gate, control, calls } = await openReplaceable()
    await gate.reduce({ ours: o(6), parent: o(5), attested: t(6) }, live)
    const before = calls().length
    await gate.replace(replacing, live, () => {
      expect(calls().slice(before)).toContain('newPayload')
      expect(control.labels().head).toEqual(o(9))
    })
    expect(calls().slice(before)).not.toContain('getPayload')
    expect(control.labels().head).toEqual(t(6))
  })

  test('is not made when the denial cannot be kept', async () => {
    const { gate, control } = await openReplaceable()
    const failing = () => {
      throw new Error('the disk is full')
    }
    await expect(gate.replace(replacing, live, failing)).rejects.toThrow('the disk is full')
    expect(control.labels()).toEqual({ head: o(9), safe: o(5), finalized: o(2) })
    expect(await gate.forkchoiceUpdated(nodeState(o(9)), null, live)).toMatchObject({ kind: 'ok' })
  })

  test('is reported again without being made again', async () => {
    const { gate, calls, onDisk } = await openReplaceable()
    await gate.replace(replacing, live, (fact) => onDisk.push(fact))
    const before = calls().length
    expect(await gate.replace(replacing, live, (fact) => onDisk.push(fact))).toEqual({
      kind: 'replaced',
      head: t(6),
    })
    expect(new Set(calls().slice(before))).toEqual(new Set(['block']))
    expect(onDisk).toEqual([denial])
  })

  test.each([true, false])(
    'whose answer was lost is finished when asked again (taken: %s)',
    async (applied) => {
      const { gate, control, onDisk } = await openReplaceable()
      await gate.reduce({ ours: o(6), parent: o(5), attested: t(6) }, live)
      control.faults.next('forkchoiceUpdated', { kind: 'no-answer', applied })
      const keep = (fact: Denial) => onDisk.push(fact)
      expect(await gate.replace(replacing, live, keep)).toMatchObject({ kind: 'timed-out' })
      expect(await gate.replace(replacing, live, keep)).toEqual({ kind: 'replaced', head: t(6) })
      expect(onDisk).toEqual([denial])
      expect(control.labels()).toEqual({ head: t(6), safe: o(5), finalized: o(2) })
    },
  )

  test('that the process did not live to see is finished by the next one', async () => {
    const { client, control } = await openReplaceable()
    const initial = { safe: o(5), finalized: o(2), pending: null }
    const gate = openGate({ client, initial, denials: [denial] })
    const again = () => {
      throw new Error('denied already')
    }
    expect(await gate.forkchoiceUpdated(nodeState(o(9)), null, live)).toMatchObject({ code: -38_002 })
    expect(await gate.replace(replacing, live, again)).toEqual({ kind: 'replaced', head: t(6) })
    expect(control.labels().head).toEqual(t(6))
  })

  test('that the node built by itself is denied all the same', async () => {
    const { client, control, gate, onDisk } = await openReplaceable()
    await client.newPayload(replacement, live)
    control.foreignMove({ head: t(6).hash })
    expect(await gate.replace(replacing, live, (fact) => onDisk.push(fact))).toEqual({
      kind: 'replaced',
      head: t(6),
    })
    expect(onDisk).toEqual([denial])
  })
})

describe('nothing is replaced', () => {
  const unmoved = { head: o(9), safe: o(5), finalized: o(2) }
  const never = () => {
    throw new Error('denied')
  }

  test('by a block that is not the reduction of ours', async () => {
    const { gate, control } = await openReplaceable()
    const lie: Hash = `0x${'77'.repeat(32)}`
    expect(await gate.replace({ at: { number: 6, hash: lie }, denied: o(6).hash }, live, never)).toEqual({
      kind: 'not-the-attested',
      detail: expect.stringMatching(`${t(6).hash}.*${lie}`),
    })
    expect(control.labels()).toEqual(unmoved)
  })

  test('by a block that does not stand on what is safe', async () => {
    const { gate, control } = await openReplaceable()
    await gate.command(command(o(4), 'withdrawal', o(2)), live)
    expect(await gate.replace(replacing, live, never)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining(o(4).hash),
    })
    expect(control.labels()).toEqual({ ...unmoved, safe: o(4) })
  })

  test.each([
    [
      'calls the replacement invalid',
      { kind: 'status', status: invalid(null, 'bad state root') },
      'not-the-attested',
    ],
    ['is syncing', { kind: 'status', status: syncing }, 'refused'],
    ['does not answer', { kind: 'no-answer', applied: true }, 'timed-out'],
    ['is down', { kind: 'down' }, 'unreachable'],
  ] as const)('when the client %s', async (_name, fault, kind) => {
    const { gate, control } = await openReplaceable()
    control.faults.next('newPayload', fault)
    expect(await gate.replace(replacing, live, never)).toMatchObject({ kind })
    expect(control.labels()).toEqual(unmoved)
  })

  test.each([
    ['calls it invalid now', { kind: 'status', status: invalid(null, 'no') }, 'not-the-attested'],
    ['is syncing', { kind: 'status', status: syncing }, 'refused'],
    ['refuses the forkchoice', { kind: 'error', code: -38_002, message: 'no' }, 'refused'],
    ['is down', { kind: 'down' }, 'unreachable'],
  ] as const)(
    'when the client %s as the head is to move, but the denial stands',
    async (_name, fault, kind) => {
      const { gate, control, onDisk } = await openReplaceable()
      await gate.reduce({ ours: o(6), parent: o(5), attested: t(6) }, live)
      control.faults.next('forkchoiceUpdated', fault)
      expect(await gate.replace(replacing, live, (fact) => onDisk.push(fact))).toMatchObject({ kind })
      expect(onDisk).toEqual([denial])
      expect(await gate.forkchoiceUpdated(nodeState(o(9)), null, live)).toMatchObject({ code: -38_002 })
    },
  )
})
