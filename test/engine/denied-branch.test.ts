import { beforeEach, describe, expect, test } from 'vitest'
import type { BlockRef } from '../../machines/values.ts'
import type { EngineGate } from '../../src/actors/engine/gate.ts'
import { childBlock } from '../../src/adapters/memory/execution-client/blocks.ts'
import { reductionOf } from '../../src/adapters/memory/execution-client/built-block.ts'
import type { MemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import {
  busyBlock,
  busyChain,
  denial,
  o,
  openGate,
  openReplaceable,
  ours,
  replacement,
  replacing,
  t,
  theirs,
} from './replaceable.ts'
import { attributes, command, live, nodeState } from './world.ts'

/** A client that stands at the replacement, and a node that does not know yet. */
let client: MemoryExecutionClient
let gate: EngineGate

beforeEach(async () => {
  const world = await openReplaceable()
  ;({ client, gate } = world)
  await gate.forkchoiceUpdated(nodeState(o(9)), null, live)
  await gate.replace(replacing, live, () => {})
})

const refOf = ({ payload }: ExecutionPayloadEnvelope): BlockRef => ({
  number: payload.blockNumber,
  hash: payload.blockHash,
})

const sent = (since: number) =>
  client.control
    .calls()
    .slice(since)
    .filter((method) => method !== 'block')
const now = () => client.control.calls().length
const strange: BlockRef = { number: 11, hash: `0x${'77'.repeat(32)}` }

describe('a forkchoice of the node', () => {
  const denied = { kind: 'refused', code: -38_002 }
  const accepted = { kind: 'ok', value: { payloadStatus: { status: 'VALID' } } }
  const put = {
    kind: 'ok',
    value: { payloadStatus: { status: 'SYNCING', latestValidHash: null }, payloadId: null },
  }

  test.each<[string, BlockRef, typeof attributes | null, object, boolean]>([
    ['to the denied block', o(6), null, denied, false],
    ['to a block on top of it', o(9), null, denied, false],
    ['to build on the denied branch', o(9), attributes, denied, false],
    ['to the replacement', t(6), null, accepted, true],
    ['to build on the replacement', t(6), attributes, accepted, true],
    ['to their common parent', o(5), null, accepted, true],
    ['to build in the place of the replacement', o(5), attributes, accepted, true],
    ['to a block below safe', o(3), null, accepted, true],
    ['to a head out of nowhere', strange, null, put, false],
    ['to build on a head out of nowhere', strange, attributes, put, false],
  ])('%s', async (_name, head, given, expected, forwarded) => {
    const before = now()
    expect(await gate.forkchoiceUpdated(nodeState(head), given, live)).toMatchObject(expected)
    expect(sent(before)).toEqual(forwarded ? ['forkchoiceUpdated'] : [])
    expect(client.control.labels()).toEqual({ head: t(6), safe: o(5), finalized: o(2) })
  })

  test('to a denied head is refused every time', async () => {
    for (let asked = 0; asked < 3; asked += 1)
      expect(await gate.forkchoiceUpdated(nodeState(o(9)), null, live)).toMatchObject(denied)
  })

  test('far up the denied branch is refused at once, however much of it nobody told us', async () => {
    const world = await openReplaceable()
    const branch = busyChain(ours[9]!, 1_000)
    const tip = refOf(branch.at(-1)!)
    world.control.addBlocks(branch)
    world.control.foreignMove({ head: tip.hash })
    await world.gate.replace(replacing, live, () => {})
    expect(await world.gate.forkchoiceUpdated(nodeState(tip), null, live)).toMatchObject(denied)
  })

  test("to a head out of nowhere is the client's affair once all that was denied is below finalized", async () => {
    await client.newPayload(theirs[7]!, live)
    await gate.command(command(t(6), 'replacement', o(5)), live)
    await gate.forkchoiceUpdated(nodeState(t(7)), null, live)
    await gate.command(command(t(7), 'attested', t(6)), live)
    const before = now()
    await gate.forkchoiceUpdated(nodeState(strange), null, live)
    expect(sent(before)).toEqual(['forkchoiceUpdated'])
    expect(await gate.forkchoiceUpdated(nodeState(o(9)), null, live)).toMatchObject(denied)
  })
})

describe('a payload of the node', () => {
  const invalid = { status: 'INVALID', latestValidHash: null }
  const onlyDeposits = (parent: ExecutionPayloadEnvelope) =>
    childBlock(parent, { transactions: [Uint8Array.of(0x7e, 99)] })

  test.each<[string, ExecutionPayloadEnvelope, object, boolean]>([
    ['that is denied', ours[6]!, invalid, false],
    ['on top of the denied block', ours[7]!, invalid, false],
    ['on the tip of the denied branch, new', ours[10]!, invalid, false],
    ['of deposits on the denied branch', onlyDeposits(ours[9]!), invalid, false],
    ['of deposits in the place of the denied block', theirs[6]!, { status: 'VALID' }, true],
    ['on the replacement', theirs[7]!, { status: 'VALID' }, true],
    ['below it', ours[4]!, { status: 'VALID' }, true],
    ['on a parent out of nowhere', theirs[9]!, { status: 'SYNCING' }, false],
  ])('%s', async (_name, block, value, forwarded) => {
    const before = now()
    expect(await gate.newPayload(block, live)).toMatchObject({ kind: 'ok', value })
    expect(sent(before)).toEqual(forwarded ? ['newPayload'] : [])
  })

  test('on one that was refused is placed by it, though the client has neither', async () => {
    let tip = ours[9]!
    for (let mark = 1; mark < 50; mark += 1) {
      tip = busyBlock(tip, mark)
      expect(await gate.newPayload(tip, live)).toMatchObject({ value: { status: 'INVALID' } })
    }
    expect(await gate.forkchoiceUpdated(nodeState(refOf(tip)), null, live)).toMatchObject({ code: -38_002 })
  })
})

describe('what a reading tells of the node', () => {
  const node = async () => {
    const reading = await gate.read({ crossSafe: o(5) }, live)
    return reading.kind === 'labels' ? reading.node : reading
  }

  test('is that it stands on the denied branch, until it comes over', async () => {
    expect(await node()).toEqual({ onDeniedBranch: true, offered: null })
    await gate.forkchoiceUpdated(nodeState(o(9)), null, live)
    expect(await node()).toEqual({ onDeniedBranch: true, offered: null })
    await gate.forkchoiceUpdated(nodeState(t(6)), null, live)
    expect(await node()).toEqual({ onDeniedBranch: false, offered: null })
  })

  test('is the last denied block that it handed in, once', async () => {
    await gate.newPayload(ours[10]!, live)
    await gate.newPayload(ours[11]!, live)
    expect(await node()).toMatchObject({ offered: o(11) })
    expect(await node()).toMatchObject({ offered: null })
  })

  test('is kept for the next reading when this one fails', async () => {
    await gate.newPayload(ours[10]!, live)
    client.control.faults.next('block', { kind: 'down' })
    expect(await node()).toMatchObject({ kind: 'unreachable' })
    expect(await node()).toMatchObject({ offered: o(10) })
  })

  test('is nothing before it has said anything', async () => {
    gate = openGate({ client, denials: [denial] })
    expect(await node()).toEqual({ onDeniedBranch: false, offered: null })
  })
})

describe('a process that comes back with its denials', () => {
  const again = (denials = [denial]) =>
    openGate({ client, initial: { safe: o(5), finalized: o(2), pending: null }, denials })

  test('refuses the branch as before', async () => {
    gate = again()
    expect(await gate.forkchoiceUpdated(nodeState(o(9)), null, live)).toMatchObject({ code: -38_002 })
    expect(await gate.newPayload(ours[10]!, live)).toMatchObject({ value: { status: 'INVALID' } })
    expect(client.control.labels().head).toEqual(t(6))
  })

  test('would be led back without them', async () => {
    gate = again([])
    await gate.forkchoiceUpdated(nodeState(o(9)), null, live)
    expect(client.control.labels().head).toEqual(o(9))
  })

  test('refuses the branch although the client lost it', async () => {
    const { client: empty } = await openReplaceable({ tip: 5 })
    gate = openGate({
      client: empty,
      initial: { safe: o(5), finalized: o(2), pending: null },
      denials: [denial],
    })
    expect(await gate.newPayload(ours[6]!, live)).toMatchObject({ value: { status: 'INVALID' } })
    expect(await gate.forkchoiceUpdated(nodeState(o(6)), null, live)).toMatchObject({ code: -38_002 })
  })

  test('denies two replacements in a row', async () => {
    await client.newPayload(theirs[7]!, live)
    await gate.forkchoiceUpdated(nodeState(t(7)), null, live)
    const other = refOf(reductionOf(replacement, theirs[7]!))
    const second = { number: 7, denied: t(7).hash, replacement: other.hash }
    gate = again([denial, second])
    for (const head of [o(6), o(9), t(7)])
      expect(await gate.forkchoiceUpdated(nodeState(head), null, live)).toMatchObject({ code: -38_002 })
    expect(await gate.forkchoiceUpdated(nodeState(t(6)), null, live)).toMatchObject({ kind: 'ok' })
    expect(await gate.newPayload(busyBlock(theirs[7]!), live)).toMatchObject({ value: { status: 'INVALID' } })
  })
})
