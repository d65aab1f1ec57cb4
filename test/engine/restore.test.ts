import { describe, expect, test } from 'vitest'
import { geth, reth } from '../../src/adapters/memory/execution-client/personality.ts'
import {
  denial,
  o,
  openGate,
  openReplaceable,
  ours,
  type ReplaceableOptions,
  replacement,
  t,
  theirs,
} from './replaceable.ts'
import { createStockNode } from './stock-node.ts'
import { live, nodeState } from './world.ts'

/** A client that was killed right after it had replaced block 6, and came back as it was before that. */
async function openThrownBack(options: ReplaceableOptions = {}, safe = t(6)) {
  const { client, control } = await openReplaceable(options)
  const gate = openGate({ client, initial: { safe, finalized: o(2), pending: null }, denials: [denial] })
  return { client, control, gate }
}

const deniedHead = { kind: 'refused', code: -38_002 }

describe.each([geth, reth])('a $name client that lost the replacement', (personality) => {
  test('is given it again when the node names a denied head, and the node resets once', async () => {
    const { client, control, gate } = await openThrownBack({ personality })
    const node = createStockNode({ gate: () => gate, client, batches: ours, head: o(9), localSafe: o(2) })
    await node.say()
    expect(control.labels()).toEqual({ head: t(6), safe: t(6), finalized: o(2) })
    expect(node.resets()).toBe(1)
    expect(node.head()).toEqual(t(6))
    await node.say()
    expect(node.resets()).toBe(1)
  })

  test('is led back to it below a safe block that it lost too', async () => {
    const { control, gate } = await openThrownBack({ personality }, t(9))
    expect(await gate.forkchoiceUpdated(nodeState(o(9)), null, live)).toMatchObject(deniedHead)
    expect(control.labels()).toEqual({ head: t(6), safe: o(5), finalized: o(2) })
  })

  test('is only led back when it has the block still', async () => {
    const { client, control, gate } = await openThrownBack({ personality })
    await client.newPayload(replacement, live)
    const before = control.calls().length
    expect(await gate.forkchoiceUpdated(nodeState(o(9)), null, live)).toMatchObject(deniedHead)
    expect(control.labels().head).toEqual(t(6))
    expect(control.calls().slice(before)).not.toContain('newPayload')
  })

  test('that cannot build it keeps the node waiting, which a reset would not help', async () => {
    const { control, gate } = await openThrownBack({ personality })
    control.faults.next('getPayload', { kind: 'error', code: -32_000, message: 'no state' })
    expect(await gate.forkchoiceUpdated(nodeState(o(9)), null, live)).toMatchObject({
      kind: 'refused',
      code: -32_000,
    })
    expect(control.labels().head).toEqual(o(9))
    expect(await gate.forkchoiceUpdated(nodeState(o(9)), null, live)).toMatchObject(deniedHead)
    expect(control.labels().head).toEqual(t(6))
  })
})

test('a client that is on no denied branch is left where it is', async () => {
  const { client, control, gate } = await openThrownBack()
  for (const block of theirs.slice(6, 9)) await client.newPayload(block!, live)
  control.foreignMove({ head: t(8).hash })
  expect(await gate.forkchoiceUpdated(nodeState(o(9)), null, live)).toMatchObject(deniedHead)
  expect(control.labels().head).toEqual(t(8))
})
