import { describe, expect, it } from 'vitest'
import type { ExamineInput } from '../../machines/follower/outcomes.ts'
import type { BlockRef, L1View } from '../../machines/values.ts'
import { createExaminer } from '../../src/actors/derivation/examine.ts'
import { createStory, depositsOnly, nothingMoreKnown, ref, statement } from './story.ts'

const signal = AbortSignal.timeout(60_000)

/** Two nodes that derived up to 80; 60 is cross-safe, 70 is attested, and 75 is where rebuilding from L1 got to. */
function createScene(origin: (block: BlockRef) => L1View | null = () => null) {
  const story = createStory(2)
  const { chain, l1, rollupNodes, client } = story
  for (const node of rollupNodes) node.derive(80)
  const originOf = async (block: BlockRef) => origin(block)
  const parts = { rollupNodes, chain: client, l1, reduce: depositsOnly }
  const examine = createExaminer({ ...parts, ...nothingMoreKnown, originOf })
  const about = (change: Partial<ExamineInput> = {}): ExamineInput => {
    const target = change.target ?? ref(chain.at(70))
    const known = { crossSafe: ref(chain.at(60)), trustedBase: null, consolidated: ref(chain.at(75)) }
    return { target, statements: [statement(target, ref(l1.chain.at(40)))], ...known, ...change }
  }
  return { ...story, ask: (change?: Partial<ExamineInput>) => examine(about(change), signal) }
}

describe('a block of a chain that was rebuilt from L1', () => {
  it('is derived, below where that got to and at it', async () => {
    const { ask, chain } = createScene()
    expect((await ask()).kind).toBe('derived')
    expect((await ask({ consolidated: ref(chain.at(70)) })).kind).toBe('derived')
  })

  it('is not derived above where that got to, however far the nodes are', async () => {
    const { ask, chain } = createScene()
    expect(await ask({ consolidated: ref(chain.at(69)) })).toMatchObject({
      kind: 'not-derived',
      detail: 'our chain is rebuilt from L1 up to 69, below 70',
    })
  })

  it('is not derived while our chain leads another way than the rebuilt one, above it or at it', async () => {
    const { ask, chain } = createScene()
    const another = chain.fork(65, 'rebuilt, and left')
    for (const number of [75, 70]) {
      expect(await ask({ consolidated: ref(another.at(number)) })).toMatchObject({
        kind: 'not-derived',
        detail: expect.stringContaining(
          `does not lead through the block ${number} ${another.at(number)!.hash}`,
        ),
      })
    }
  })

  it('is not derived by one wave of calls either, when it was by two before', async () => {
    const { ask, chain } = createScene()
    expect((await ask()).kind).toBe('derived')
    const consolidated = ref(chain.fork(65, 'rebuilt, and left').at(75))
    expect((await ask({ consolidated })).kind).toBe('not-derived')
    expect((await ask()).kind).toBe('derived')
  })

  it('costs no call more where rebuilding got to the derived head', async () => {
    const { ask, chain, client, rollupNodes } = createScene()
    const consolidated = ref(chain.at(80))
    await ask({ consolidated })
    const calls: string[] = []
    rollupNodes[0]!.onCall((call) => calls.push(call))
    client.onCall((height) => calls.push(`block ${height}`))
    await ask({ consolidated })
    expect(calls.toSorted()).toEqual(['block 60', 'block 70', 'block 80', 'syncStatus'])
  })
})

describe('a doubted cross-safe head', () => {
  /** Another block was derived at 70, and the promoted one had this origin. */
  const doubted = async (origin: L1View | null, story = createScene(() => origin)) => {
    const target = ref(story.chain.fork(65, 'promoted before the reorg').at(70))
    return story.ask({ target, crossSafe: target, consolidated: null })
  }

  it('is told with its L1 origin, and what became of that', async () => {
    const { l1 } = createStory(1)
    const kept = ref(l1.chain.at(30))
    const lost = ref(l1.chain.fork(29, 'lost').at(30))
    expect(await doubted(kept)).toMatchObject({ origin: { block: kept, status: 'canonical' } })
    expect(await doubted(lost)).toMatchObject({ origin: { block: lost, status: 'orphaned' } })
  })

  it('is told without it where nobody knows', async () => {
    expect(await doubted(null)).not.toHaveProperty('origin')
  })

  it('alone is asked for its origin: that of a rival is nothing to us', async () => {
    const { ask, chain } = createScene(() => {
      throw new Error('nobody asks')
    })
    const rival = ref(chain.fork(65, 'of the attester').at(70))
    expect((await ask({ target: rival })).kind).toBe('differs')
  })
})
