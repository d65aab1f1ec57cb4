import { describe, expect, it } from 'vitest'
import type { ExamineInput } from '../../machines/follower/outcomes.ts'
import type { BlockRef, Hash } from '../../machines/values.ts'
import { createExaminer } from '../../src/actors/derivation/examine.ts'
import type { ReduceInput } from '../../src/actors/engine/engine.ts'
import type { Answer } from '../../src/ports/trouble.ts'
import { createStory, nothingMoreKnown, ref, statement } from './story.ts'

const signal = AbortSignal.timeout(60_000)

/** Block 69 is cross-safe, 80 is derived, and the attester names another block 70 than ours. */
function createScene() {
  const story = createStory(2)
  const { chain, l1, rollupNodes, client } = story
  for (const node of rollupNodes) node.derive(80)
  const asked: ReduceInput[] = []
  let answer: Answer<Hash> = { kind: 'ok', value: reductionOfSeventy }
  const reduce = async (input: ReduceInput) => {
    asked.push(input)
    return answer
  }
  const examine = createExaminer({ rollupNodes, chain: client, l1, reduce, ...nothingMoreKnown })
  const view = ref(l1.chain.at(40))
  const statements = (target: BlockRef) => [statement(target, view)]
  const crossSafe = ref(chain.at(69))
  const known = { crossSafe, trustedBase: null, consolidated: null }
  const about = (target: BlockRef, change: Partial<ExamineInput> = {}) =>
    examine({ target, statements: statements(target), ...known, ...change }, signal)
  const reducesTo = (next: Answer<Hash>) => {
    answer = next
  }
  const stranger = ref(chain.fork(70, 'of the attester').at(70))
  return { ...story, about, asked, reducesTo, view, crossSafe, ours: ref(chain.at(70)), stranger }
}

const reductionOfSeventy: Hash = `0x${'70'.repeat(32)}`
const attested: BlockRef = { number: 70, hash: reductionOfSeventy }

describe('a block that differs right above the cross-safe head', () => {
  it('is the replacement of ours when ours reduced to its deposits is that block', async () => {
    const { about, asked, ours, crossSafe, view } = createScene()
    expect(await about(attested)).toEqual({
      kind: 'replacement',
      at: attested,
      denied: ours.hash,
      views: { [view.hash]: 'canonical' },
    })
    expect(asked).toEqual([{ ours, parent: crossSafe, attested }])
  })

  it('is told with the views that a derived block is judged by', async () => {
    const { about, l1 } = createScene()
    const orphan = ref(l1.chain.fork(30, 'before the L1 reorg').at(35))
    const ahead = { number: 51, hash: attested.hash }
    const statements = [orphan, ahead].map((l1View) => statement(attested, l1View))
    expect(await about(attested, { statements })).toMatchObject({
      kind: 'replacement',
      views: { [orphan.hash]: 'orphaned', [ahead.hash]: 'ahead' },
    })
  })

  it('contradicts us when ours is reduced to another block, which is told with the proof', async () => {
    const { about, ours, stranger } = createScene()
    expect(await about(stranger)).toMatchObject({
      kind: 'differs',
      localHash: ours.hash,
      linked: true,
      derivedPastL1: 50,
      reduction: reductionOfSeventy,
    })
  })

  it('proves nothing while the reduction cannot be built', async () => {
    const { about, reducesTo, stranger, view } = createScene()
    const trouble = { kind: 'refused', code: -38003, detail: 'invalid payload attributes' } as const
    reducesTo(trouble)
    expect(await about(stranger)).toEqual({
      kind: 'not-reduced',
      trouble,
      views: { [view.hash]: 'canonical' },
    })
  })

  it('is proven by readings that are later than the reduction', async () => {
    const { about, asked, stranger, rollupNodes, client } = createScene()
    client.onCall((height) => {
      if (asked.length > 0 && height === 75) rollupNodes[1]!.derive(69)
    })
    expect(await about(stranger)).toMatchObject({
      kind: 'not-derived',
      detail: expect.stringContaining('moved back'),
    })
  })
})

describe('nothing is reduced', () => {
  it('for a block that is ours', async () => {
    const { about, asked, ours } = createScene()
    expect((await about(ours)).kind).toBe('derived')
    expect(asked).toEqual([])
  })

  it('further up, where another parent may be the difference', async () => {
    const { about, asked, chain, stranger } = createScene()
    expect(await about(stranger, { crossSafe: ref(chain.at(68)) })).toMatchObject({
      kind: 'differs',
      reduction: null,
    })
    expect(asked).toEqual([])
  })

  it('before anything is cross-safe, nor for the doubted cross-safe head itself', async () => {
    const { about, asked, stranger } = createScene()
    expect(await about(stranger, { crossSafe: null })).toMatchObject({ kind: 'differs', reduction: null })
    expect(await about(stranger, { crossSafe: stranger })).toMatchObject({ kind: 'differs', reduction: null })
    expect(asked).toEqual([])
  })

  it('for a block of ours that is not derived, or does not stand on the cross-safe head', async () => {
    const { about, asked, chain, rollupNodes } = createScene()
    const elsewhere = ref(chain.fork(60, 'promoted before the reorg').at(69))
    expect((await about(attested, { crossSafe: elsewhere })).kind).toBe('not-derived')
    rollupNodes[0]!.derive(69)
    expect((await about(attested)).kind).toBe('not-derived')
    expect(asked).toEqual([])
  })

  it('while a source stands on another chain than our client', async () => {
    const { about, asked, chain, client } = createScene()
    client.lie(chain.fork(75, 'elsewhere').at(80))
    expect((await about(attested)).kind).toBe('sources-differ')
    expect(asked).toEqual([])
  })
})
