import { describe, expect, test } from 'vitest'
import type { Fault } from '../../src/adapters/memory/execution-client/faults.ts'
import { reth } from '../../src/adapters/memory/execution-client/personality.ts'
import { invalid, syncing } from '../../src/adapters/memory/execution-client/rules.ts'
import { command, live, m, nodeState, openWorld, r } from './world.ts'

describe('a promotion', () => {
  test('sends the tip as head, moves both labels once, and is read back', async () => {
    const { gate, control } = openWorld()
    expect(await gate.command(command(m(6), 'attested', m(2)), live)).toEqual({ kind: 'valid' })
    expect(await gate.readBack(live)).toEqual({ kind: 'labels', head: m(8), safe: m(6), finalized: m(2) })
    expect(control.safeMoves()).toBe(1)
  })

  test('takes effect on a client that ignores labels under an older head', async () => {
    const { gate } = openWorld({ personality: reth })
    await gate.command(command(m(6)), live)
    expect(await gate.readBack(live)).toMatchObject({ safe: m(6) })
  })

  test('without a finalized block leaves the one that the client has', async () => {
    const { gate, control } = openWorld()
    control.foreignMove({ finalized: m(1).hash })
    await gate.command(command(m(6)), live)
    expect(control.labels()).toMatchObject({ safe: m(6), finalized: m(1) })
  })

  test.each([
    ['of a block on another branch', m(8), command(r(7)), 'forkchoice-refused'],
    ['with a finalized block on another branch', m(8), command(m(8), 'attested', r(6)), 'forkchoice-refused'],
    ['above the tip', m(8), command(m(9)), 'syncing'],
    ['with finalized above safe', m(8), command(m(6), 'attested', m(7)), 'forkchoice-refused'],
  ])('%s is not sent', async (_name, _tip, input, kind) => {
    const { gate, control } = openWorld()
    expect(await gate.command(input, live)).toMatchObject({ kind })
    expect(control.calls()).not.toContain('forkchoiceUpdated')
  })
})

describe('what must be done before a command leaves', () => {
  test('is done once, and before', async () => {
    const { gate, control } = openWorld()
    const seen: boolean[] = []
    const noteWhetherSent = () => seen.push(control.calls().includes('forkchoiceUpdated'))
    expect(await gate.command(command(m(6)), live, noteWhetherSent)).toEqual({ kind: 'valid' })
    expect(seen).toEqual([false])
  })

  test('keeps it from leaving when it fails', async () => {
    const { gate, control } = openWorld()
    const failing = () => {
      throw new Error('the disk is full')
    }
    await expect(gate.command(command(m(6)), live, failing)).rejects.toThrow('the disk is full')
    expect(control.calls()).not.toContain('forkchoiceUpdated')
    expect(await gate.command(command(m(6)), live)).toEqual({ kind: 'valid' })
  })

  test('is not done for a command that is not admitted', async () => {
    const { gate } = openWorld()
    await gate.command(command(m(6)), live)
    let intents = 0
    await gate.command(command(m(5)), live, () => {
      intents += 1
    })
    expect(intents).toBe(0)
  })
})

describe('the ground of a command', () => {
  const looks = (calls: readonly string[]) => calls.filter((method) => method === 'block').length

  test('is the tip and the block itself, when it stands on the last one', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(5), 'attested', m(2)), live)
    const before = looks(control.calls())
    expect(await gate.command(command(m(6), 'attested', m(2)), live)).toEqual({ kind: 'valid' })
    expect(looks(control.calls()) - before).toBe(2)
  })

  test('is looked up as far as no hash places it', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(4), 'attested', m(2)), live)
    const before = looks(control.calls())
    expect(await gate.command(command(m(6), 'attested', m(3)), live)).toEqual({ kind: 'valid' })
    expect(looks(control.calls()) - before).toBe(4)
  })

  test('is refused when the block names another parent than the last one', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(6)), live)
    control.foreignMove({ head: r(8).hash })
    expect(await gate.command(command(r(7)), live)).toMatchObject({
      kind: 'forkchoice-refused',
      detail: expect.stringContaining(`expected ${m(6).hash}`),
    })
    expect(control.labels().safe).toEqual(m(6))
  })

  test('is looked up for a block that does not stand on the last one', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(8), 'attested', m(6)), live)
    control.foreignMove({ head: r(8).hash })
    const sent = () => control.calls().filter((method) => method === 'forkchoiceUpdated').length
    const before = sent()
    expect(await gate.command(command(r(7), 'withdrawal'), live)).toMatchObject({
      kind: 'forkchoice-refused',
    })
    expect(sent()).toBe(before)
  })

  test('is looked up for a finalized block that only the last process had taken', async () => {
    const { gate } = openWorld({ initial: { safe: m(6), finalized: r(6), pending: null } })
    expect(await gate.command(command(m(7), 'attested'), live)).toMatchObject({
      kind: 'forkchoice-refused',
      detail: expect.stringContaining(`expected ${r(6).hash}`),
    })
  })
})

describe('monotone', () => {
  test('safe is not lowered by an attested block, a replacement or finality', async () => {
    const { gate, seen } = openWorld()
    await gate.command(command(m(6)), live)
    for (const because of ['attested', 'replacement', 'finality'] as const)
      expect(await gate.command(command(m(5), because), live)).toMatchObject({ kind: 'forkchoice-refused' })
    expect(seen).toEqual([null, m(6)])
  })

  test('a rival at the same height is not taken', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(7)), live)
    control.foreignMove({ head: r(9).hash })
    expect(await gate.command(command(r(7)), live)).toMatchObject({ kind: 'forkchoice-refused' })
  })

  test('a higher block that is not on top of ours is not taken', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(7)), live)
    control.foreignMove({ head: r(9).hash })
    expect(await gate.command(command(r(8)), live)).toMatchObject({ kind: 'forkchoice-refused' })
  })

  test('finalized is never lowered', async () => {
    const { gate } = openWorld()
    await gate.command(command(m(6), 'attested', m(4)), live)
    expect(await gate.command(command(m(7), 'attested', m(3)), live)).toMatchObject({
      kind: 'forkchoice-refused',
    })
    expect(await gate.command(command(m(3), 'withdrawal'), live)).toMatchObject({
      kind: 'forkchoice-refused',
    })
  })

  test('a withdrawal lowers safe, and never raises it', async () => {
    const { gate, seen } = openWorld()
    await gate.command(command(m(6)), live)
    expect(await gate.command(command(m(4), 'withdrawal'), live)).toEqual({ kind: 'valid' })
    expect(await gate.command(command(m(5), 'withdrawal'), live)).toMatchObject({
      kind: 'forkchoice-refused',
    })
    expect(seen).toEqual([null, m(6), m(4)])
  })

  test('an anchor lowers the unattested safe that it finds', async () => {
    const { gate, control, seen } = openWorld()
    control.foreignMove({ safe: m(7).hash, finalized: m(3).hash })
    expect(await gate.command(command(m(3), 'anchor', m(3)), live)).toEqual({ kind: 'valid' })
    expect(seen).toEqual([null, m(7), m(3)])
  })

  test('after a restart of the client, asserting again brings safe back', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(6), 'attested', m(2)), live)
    control.restart()
    expect(await gate.read({ crossSafe: m(6) }, live)).toMatchObject({ safe: m(2), safeIsOurs: true })
    expect(await gate.command(command(m(6), 'reassert', m(2)), live)).toEqual({ kind: 'valid' })
    expect(control.labels()).toMatchObject({ safe: m(6), finalized: m(2) })
  })
})

describe('a forkchoice of the rollup node', () => {
  test('moves its head, and not a label of ours', async () => {
    const { gate, control, seen } = openWorld()
    await gate.command(command(m(6), 'attested', m(2)), live)
    const answer = await gate.forkchoiceUpdated(nodeState(m(9), m(9), m(8)), null, live)
    expect(answer).toMatchObject({ kind: 'ok', value: { payloadStatus: { status: 'VALID' } } })
    expect(control.labels()).toEqual({ head: m(9), safe: m(6), finalized: m(2) })
    expect(seen).toEqual([null, m(6)])
  })

  test('before our first command leaves the labels that the client has', async () => {
    const { gate, control } = openWorld()
    control.foreignMove({ safe: m(5).hash, finalized: m(3).hash })
    await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    expect(control.labels()).toEqual({ head: m(9), safe: m(5), finalized: m(3) })
  })

  test("on a client that never had labels brings the node's finalized block, never its safe", async () => {
    const { gate, control } = openWorld()
    await gate.forkchoiceUpdated(nodeState(m(9), m(8), m(3)), null, live)
    expect(control.labels()).toEqual({ head: m(9), safe: m(3), finalized: m(3) })
  })

  test('onto a branch that leaves above ours keeps ours', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(4)), live)
    await gate.forkchoiceUpdated(nodeState(r(9)), null, live)
    expect(control.labels()).toMatchObject({ head: r(9), safe: m(4) })
  })

  test('onto a branch that leaves below ours has the common ancestor, and ours again on the way back', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(7)), live)
    await gate.forkchoiceUpdated(nodeState(r(9)), null, live)
    expect(control.labels()).toMatchObject({ head: r(9), safe: m(5) })
    await gate.forkchoiceUpdated(nodeState(r(10)), null, live)
    expect(control.labels()).toMatchObject({ head: r(10), safe: m(5) })
    await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    expect(control.labels()).toMatchObject({ head: m(9), safe: m(7) })
  })

  test('below our finalized block is not forwarded', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(7), 'attested', m(6)), live)
    expect(await gate.forkchoiceUpdated(nodeState(r(9)), null, live)).toMatchObject({
      kind: 'refused',
      code: -32_000,
    })
    expect(control.labels()).toMatchObject({ head: m(8), safe: m(7) })
  })

  test('to a head that the client lacks leaves the labels, and is called syncing until it has one', async () => {
    const { gate, control } = openWorld()
    await gate.command(command(m(6), 'attested', m(2)), live)
    const missing = { number: 30, hash: `0x${'99'.repeat(32)}` } as const
    await gate.forkchoiceUpdated(nodeState(missing), null, live)
    expect(control.labels()).toEqual({ head: m(8), safe: m(6), finalized: m(2) })
    expect(await gate.read({ crossSafe: m(6) }, live)).toMatchObject({ kind: 'syncing' })
    await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    expect(await gate.read({ crossSafe: m(6) }, live)).toMatchObject({ kind: 'labels', head: m(9) })
  })

  test('while the client has lost our block leaves the labels that it has', async () => {
    const unknown = { number: 40, hash: `0x${'88'.repeat(32)}` } as const
    const { gate, control } = openWorld({ initial: { safe: unknown, finalized: null, pending: null } })
    control.foreignMove({ safe: m(3).hash, finalized: m(2).hash })
    await gate.forkchoiceUpdated(nodeState(m(9)), null, live)
    expect(control.labels()).toEqual({ head: m(9), safe: m(3), finalized: m(2) })
  })
})

describe('what the client answers', () => {
  const status = (of: typeof syncing): Fault => ({ kind: 'status', status: of })
  const error = (code: number): Fault => ({ kind: 'error', code, message: 'no' })

  test.each<[string, Fault, string]>([
    ['SYNCING', status(syncing), 'syncing'],
    ['ACCEPTED', status({ ...syncing, status: 'ACCEPTED' }), 'syncing'],
    ['INVALID', status(invalid(null, 'bad')), 'invalid'],
    ['INVALID_BLOCK_HASH', status({ ...syncing, status: 'INVALID_BLOCK_HASH' }), 'invalid'],
    ['-38002', error(-38_002), 'forkchoice-refused'],
    ['-32602', error(-32_602), 'refused'],
    ['401', { kind: 'unauthorized' }, 'unauthorized'],
    ['nothing', { kind: 'no-answer', applied: false }, 'unknown'],
    ['nothing, after taking effect', { kind: 'no-answer', applied: true }, 'unknown'],
    ['down', { kind: 'down' }, 'unreachable'],
  ])('%s makes the outcome %3$s', async (_name, fault, kind) => {
    const { gate, control } = openWorld()
    control.faults.next('forkchoiceUpdated', fault)
    expect(await gate.command(command(m(6)), live)).toMatchObject({ kind })
  })

  test('a client that is down is not sent anything', async () => {
    const { gate, control } = openWorld()
    control.faults.always({ kind: 'down' })
    expect(await gate.command(command(m(6)), live)).toMatchObject({ kind: 'unreachable' })
    expect(control.calls()).not.toContain('forkchoiceUpdated')
  })
})
