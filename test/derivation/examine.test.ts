import { describe, expect, it } from 'vitest'
import type { BlockRef } from '../../machines/values.ts'
import { createExaminer } from '../../src/actors/derivation/examine.ts'
import { createScene } from './scene.ts'
import { depositsOnly, nothingMoreKnown, onOtherBranch, ref, statement } from './story.ts'

const signal = AbortSignal.timeout(60_000)

describe('an attested block', () => {
  it('is derived when it is on the chain below every local-safe head', async () => {
    const { examine, about, target, view } = createScene()
    expect(await examine(about(target), signal)).toEqual({
      kind: 'derived',
      views: { [view.hash]: 'canonical' },
    })
  })

  it('is derived when it is the local-safe head itself', async () => {
    const { examine, about, chain } = createScene()
    expect((await examine(about(ref(chain.at(80))), signal)).kind).toBe('derived')
  })

  it('is not derived above the local-safe head of the slowest source', async () => {
    const { examine, about, target, rollupNodes } = createScene()
    rollupNodes[1]!.derive(69)
    expect(await examine(about(target), signal)).toMatchObject({ kind: 'not-derived' })
    rollupNodes[1]!.derive(70)
    expect((await examine(about(target), signal)).kind).toBe('derived')
  })

  it('is not derived above our own head, however far the sources are', async () => {
    const { examine, about, target, client } = createScene()
    client.holdAt(69)
    expect((await examine(about(target), signal)).kind).toBe('not-derived')
    client.holdAt(70)
    expect((await examine(about(target), signal)).kind).toBe('derived')
  })

  it('waits while our chain does not lead through the cross-safe block', async () => {
    const { examine, about, target, chain } = createScene()
    const crossSafe = ref(chain.fork(55, 'promoted before the reorg').at(60))
    expect(await examine(about(target, { crossSafe }), signal)).toMatchObject({
      kind: 'not-derived',
      detail: expect.stringContaining('does not lead through the cross-safe block 60'),
    })
  })

  it('differs when it is the cross-safe head itself, and another block was derived there', async () => {
    const { examine, about, stranger, chain } = createScene()
    expect(await examine(about(stranger, { crossSafe: stranger }), signal)).toMatchObject({
      kind: 'differs',
      localHash: chain.at(70)!.hash,
      linked: true,
    })
  })

  it('is examined in two waves: every source twice, and nothing waits for a third', async () => {
    const { examine, about, target, rollupNodes, client } = createScene()
    const calls: string[] = []
    rollupNodes[0]!.onCall((call) => calls.push(call))
    client.onCall((height) => calls.push(`block ${height}`))
    await examine(about(target), signal)
    expect(calls.slice(0, 2).toSorted()).toEqual(['block 70', 'syncStatus'])
    expect(calls.slice(2).toSorted()).toEqual(['block 60', 'block 70', 'block 80', 'syncStatus'])
  })
})

describe('an examination after another', () => {
  /** A scene in which block 69 was examined and promoted already, and whatever is called from then on. */
  async function createSequel() {
    const scene = createScene()
    const { examine, about, chain, rollupNodes, client } = scene
    await examine(about(ref(chain.at(69))), signal)
    const calls: string[] = []
    rollupNodes[0]!.onCall((call) => calls.push(call))
    client.onCall((height) => calls.push(`block ${height}`))
    const crossSafe = ref(chain.at(69))
    return { ...scene, calls, next: (target: BlockRef) => examine(about(target, { crossSafe }), signal) }
  }

  it('takes one wave while the sources stand', async () => {
    const { next, target, calls } = await createSequel()
    expect((await next(target)).kind).toBe('derived')
    expect(calls.toSorted()).toEqual(['block 70', 'block 80', 'syncStatus'])
  })

  it('takes two when a source has moved, forward or back', async () => {
    const { next, target, calls, rollupNodes } = await createSequel()
    rollupNodes[0]!.derive(90)
    expect((await next(target)).kind).toBe('derived')
    expect(calls.filter((call) => call === 'syncStatus')).toHaveLength(2)
    rollupNodes[0]!.derive(65)
    expect(await next(target)).toMatchObject({ kind: 'not-derived', detail: 'local-safe is 65, below 70' })
  })

  it('never takes a stranger for ours, nor the absence of the cross-safe block for its presence', async () => {
    const { next, target, stranger, chain, client, calls } = await createSequel()
    expect((await next(stranger)).kind).toBe('differs')
    expect(calls.filter((call) => call === 'block 70').length).toBeGreaterThan(1)
    client.lie({ ...chain.at(70)!, parentHash: stranger.hash })
    expect(await next(target)).toMatchObject({
      kind: 'not-derived',
      detail: expect.stringContaining('does not lead through the cross-safe block 69'),
    })
  })

  it('does not count as derived when our chain leaves the sources meanwhile', async () => {
    const { next, target, chain, client } = await createSequel()
    client.lie(chain.fork(75, 'elsewhere').at(80))
    expect((await next(target)).kind).toBe('sources-differ')
  })
})

describe('trouble and disagreement', () => {
  it('a source, an L1 or a client that is away is that trouble', async () => {
    const { examine, about, target, rollupNodes, l1 } = createScene()
    const away = { kind: 'unreachable', detail: 'node-b' } as const
    rollupNodes[1]!.fail(away)
    expect(await examine(about(target), signal)).toEqual(away)
    rollupNodes[1]!.fail(null)
    const l1Away = { kind: 'timed-out', detail: 'L1' } as const
    l1.fail(l1Away)
    expect(await examine(about(target), signal)).toEqual(l1Away)
  })

  it('a source on another branch is a hold, even when the target is on our chain', async () => {
    const { about, target, rollupNodes, client, l1, chain } = createScene()
    const stray = onOtherBranch(chain, 60, 'stray')
    stray.derive(75)
    const examine = createExaminer({
      rollupNodes: [...rollupNodes, stray],
      chain: client,
      l1,
      reduce: depositsOnly,
      ...nothingMoreKnown,
    })
    expect(await examine(about(target), signal)).toMatchObject({
      kind: 'sources-differ',
      detail: expect.stringContaining('stray'),
    })
  })

  it('a source that resets in the middle does not count as derived', async () => {
    const { examine, about, target, rollupNodes, client } = createScene()
    client.onCall((height) => {
      if (height === 60) rollupNodes[0]!.derive(10)
    })
    expect(await examine(about(target), signal)).toMatchObject({
      kind: 'not-derived',
      detail: expect.stringContaining('moved back'),
    })
  })

  it('a source that has just left the branch that our client has left is in motion, not in disagreement', async () => {
    const { about, target, client, l1, chain } = createScene()
    const late = onOtherBranch(chain, 60, 'late')
    late.derive(75)
    client.onCall((height) => {
      if (height !== 60) return
      late.chain.reorg(60, 'l2')
      late.derive(80)
    })
    const examine = createExaminer({
      rollupNodes: [late],
      chain: client,
      l1,
      reduce: depositsOnly,
      ...nothingMoreKnown,
    })
    expect(await examine(about(target), signal)).toMatchObject({
      kind: 'not-derived',
      detail: expect.stringContaining('in motion'),
    })
  })

  it('a block of ours that changes between the waves is read as moving', async () => {
    const { examine, about, target, client, stranger } = createScene()
    let reads = 0
    client.onCall((height) => {
      if (height === 70) client.lie(reads++ === 0 ? { ...stranger, parentHash: stranger.hash } : null)
    })
    expect(await examine(about(target), signal)).toMatchObject({
      kind: 'not-derived',
      detail: expect.stringContaining('moved while it was read'),
    })
  })
})

describe('the L1 views of the statements', () => {
  it('are canonical, orphaned or ahead, each by its hash', async () => {
    const { examine, about, target, view, l1, chain } = createScene()
    const orphan = ref(l1.chain.fork(30, 'before the L1 reorg').at(35))
    const ahead = { number: 51, hash: chain.genesis.hash }
    const statements = [view, orphan, ahead, null].map((l1View) => statement(target, l1View))
    expect(await examine(about(target, { statements }), signal)).toEqual({
      kind: 'derived',
      views: { [view.hash]: 'canonical', [orphan.hash]: 'orphaned', [ahead.hash]: 'ahead' },
    })
  })

  it('have no status without an L1', async () => {
    const { about, target, rollupNodes, client } = createScene()
    const examine = createExaminer({
      rollupNodes,
      chain: client,
      l1: null,
      reduce: depositsOnly,
      ...nothingMoreKnown,
    })
    expect(await examine(about(target), signal)).toEqual({ kind: 'derived', views: {} })
  })
})
