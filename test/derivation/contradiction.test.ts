import { describe, expect, it } from 'vitest'
import { createExaminer } from '../../src/actors/derivation/examine.ts'
import { createScene } from './scene.ts'
import { depositsOnly, nothingMoreKnown } from './story.ts'

const signal = AbortSignal.timeout(60_000)

describe('a contradiction', () => {
  it('is told with our hash, the link to the derived head, and how far L1 was read', async () => {
    const { examine, about, stranger, target, view, rollupNodes, l1 } = createScene()
    rollupNodes[1]!.readL1(l1.chain.at(47)!)
    expect(await examine(about(stranger), signal)).toEqual({
      kind: 'differs',
      localHash: target.hash,
      linked: true,
      derivedPastL1: 47,
      reduction: null,
      flaw: null,
      views: { [view.hash]: 'canonical' },
    })
  })

  it('is not linked when a block between it and the derived head does not fit', async () => {
    const { examine, about, stranger, client, chain } = createScene()
    client.lie(chain.fork(75, 'stale answer').at(75))
    expect(await examine(about(stranger), signal)).toMatchObject({ kind: 'differs', linked: false })
  })

  it('is not linked when our own block cannot be read a second time', async () => {
    const { examine, about, stranger, client, chain } = createScene()
    let reads = 0
    client.onCall((height) => {
      if (height === 70 && ++reads === 3) client.lie(chain.fork(70, 'stale answer').at(70))
    })
    expect(await examine(about(stranger), signal)).toMatchObject({ kind: 'differs', linked: false })
  })

  it('is not linked when it was made of stale answers: the true block is the attested one', async () => {
    const { examine, about, stranger, target, client, chain } = createScene()
    const stale = chain.fork(65, 'of the attester').at(70)!
    let reads = 0
    client.onCall((height) => {
      if (height === 70) client.lie(++reads <= 2 ? stale : null)
    })
    expect(stale.hash).toBe(stranger.hash)
    expect(await examine(about(target), signal)).toMatchObject({
      kind: 'differs',
      localHash: stranger.hash,
      linked: false,
    })
  })

  it('is not linked when our chain no longer ends in the derived head', async () => {
    const { examine, about, stranger, client, chain } = createScene()
    let reads = 0
    client.onCall((height) => {
      if (height === 80 && ++reads === 2) client.lie(chain.fork(80, 'meanwhile').at(80))
    })
    expect(await examine(about(stranger), signal)).toMatchObject({ kind: 'differs', linked: false })
  })

  it('is none while a source moves back', async () => {
    const { examine, about, stranger, rollupNodes, client } = createScene()
    client.onCall((height) => {
      if (height === 75) rollupNodes[1]!.derive(69)
    })
    expect((await examine(about(stranger), signal)).kind).toBe('not-derived')
  })

  it('is none while the sources derive from another L1 branch than ours', async () => {
    const { examine, about, stranger, rollupNodes, l1 } = createScene()
    rollupNodes[1]!.readL1(l1.chain.fork(45, 'the reorg we have not seen').at(48)!)
    expect(await examine(about(stranger), signal)).toMatchObject({
      kind: 'not-derived',
      detail: expect.stringContaining('derived from L1 block 48'),
    })
  })

  it('is judged by the L1 of its end: a view that is orphaned meanwhile is orphaned', async () => {
    const { examine, about, stranger, view, rollupNodes, client, l1 } = createScene()
    for (const node of rollupNodes) node.readL1(l1.chain.at(35)!)
    let reorganised = false
    client.onCall((height) => {
      if (height !== 80 || reorganised) return
      reorganised = true
      l1.chain.reorg(38, 'meanwhile')
    })
    expect(await examine(about(stranger), signal)).toMatchObject({
      kind: 'differs',
      views: { [view.hash]: 'orphaned' },
    })
  })

  it('stands without an L1, but then no view is canonical', async () => {
    const { about, stranger, target, rollupNodes, client } = createScene()
    const examine = createExaminer({
      rollupNodes,
      chain: client,
      l1: null,
      reduce: depositsOnly,
      ...nothingMoreKnown,
    })
    expect(await examine(about(stranger), signal)).toMatchObject({
      kind: 'differs',
      localHash: target.hash,
      views: {},
    })
  })
})
