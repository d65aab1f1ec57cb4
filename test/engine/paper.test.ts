import { describe, expect, test } from 'vitest'
import { createPaperEngine } from '../../src/actors/engine/paper.ts'
import { type BlockTraits, childBlock } from '../../src/adapters/memory/execution-client/blocks.ts'
import type { ExecutionClientPort } from '../../src/ports/execution-client.ts'
import type { Trouble } from '../../src/ports/trouble.ts'
import { command, live, m, main, r } from './world.ts'

function openPaper(trouble: Trouble | null = null, payload: ExecutionClientPort['payload'] | null = null) {
  const ok = <T>(value: T) => trouble ?? ({ kind: 'ok', value } as const)
  return createPaperEngine({
    chain: {
      head: async () => ok(m(8)),
      finalized: async () => ok(m(2)),
      blockAt: async (number) => ok(number <= 8 && number < main.length ? m(number) : null),
    },
    initial: { safe: null, finalized: null },
    payload,
  })
}

test('labels move on paper by the rules of a real client', async () => {
  const engine = openPaper()
  expect(await engine.read({ crossSafe: null }, live)).toMatchObject({ safe: null, finalized: m(2) })
  expect(await engine.command(command(m(2), 'anchor', m(2)), live)).toEqual({ kind: 'valid' })
  expect(await engine.command(command(m(6), 'attested', m(3)), live)).toEqual({ kind: 'valid' })
  expect(await engine.readBack(live)).toMatchObject({ head: m(8), safe: m(6), finalized: m(3) })
})

test.each([
  ['below what stands', command(m(5)), 'forkchoice-refused'],
  ['on another branch', command(r(7)), 'forkchoice-refused'],
  ['above the chain', command(m(9)), 'syncing'],
])('a block %s is refused', async (_name, input, kind) => {
  const engine = openPaper()
  await engine.command(command(m(6)), live)
  expect(await engine.command(input, live)).toMatchObject({ kind })
  expect(await engine.readBack(live)).toMatchObject({ safe: m(6) })
})

test('trouble of the chain is passed on', async () => {
  const trouble = { kind: 'unreachable', detail: 'gone' } as const
  const engine = openPaper(trouble)
  expect(await engine.read({ crossSafe: null }, live)).toEqual(trouble)
  expect(await engine.command(command(m(6)), live)).toEqual(trouble)
})

describe('a block of ours', () => {
  const transfer = { transactions: [Uint8Array.of(0x7e), Uint8Array.of(0x02)] }
  const deposits = { transactions: [Uint8Array.of(0x7e)] }
  const reduceOf = (traits: BlockTraits) => {
    const block = childBlock(main[5]!, traits)
    const { blockNumber: number, blockHash: hash } = block.payload
    const held = async (wanted: string) => ({ kind: 'ok', value: wanted === hash ? block : null }) as const
    const ours = { number, hash }
    return { ours, answer: openPaper(null, held).reduce({ ours, parent: m(5), attested: r(6) }, live) }
  }

  test('that has nothing but deposits is its own reduction, for which nothing is built', async () => {
    const { ours, answer } = reduceOf(deposits)
    expect(await answer).toEqual({ kind: 'ok', value: ours.hash })
  })

  test('that has more is not reduced, nor one that nobody can read, and none is replaced', async () => {
    const detail = expect.stringContaining('in engine mode alone')
    expect(await reduceOf(transfer).answer).toMatchObject({ kind: 'refused', detail })
    const engine = openPaper()
    expect(await engine.reduce({ ours: m(6), parent: m(5), attested: r(6) }, live)).toMatchObject({
      kind: 'refused',
      detail,
    })
    const deny = () => expect.unreachable()
    expect(await engine.replace({ at: r(6), denied: m(6).hash }, live, deny)).toMatchObject({ detail })
  })
})
