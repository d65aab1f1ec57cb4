import { describe, expect, it } from 'vitest'
import { createDerivationReader } from '../../src/actors/derivation/read.ts'
import type { MemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import type { RollupNodePort } from '../../src/ports/rollup-node.ts'
import { asking, createStory, onOtherBranch, ref } from './story.ts'

const signal = AbortSignal.timeout(60_000)

describe('agreement of sources', () => {
  it('is what the one source derived', async () => {
    const { rollupNodes, client, chain, l1 } = createStory(1)
    rollupNodes[0]!.derive(80)
    rollupNodes[0]!.finalize(40)
    const read = createDerivationReader({ rollupNodes, chain: client })
    expect(await read(asking(), signal)).toEqual({
      kind: 'agreed',
      localSafe: ref(chain.at(80)),
      finalized: ref(chain.at(40)),
      currentL1: ref(l1.chain.head()),
      atCrossSafe: null,
      standing: null,
    })
  })

  it('is by ancestry: the lowest of all heads while they are on one chain', async () => {
    const { rollupNodes, client, chain, l1 } = createStory(3)
    const [a, b, c] = rollupNodes as [MemoryRollupNode, MemoryRollupNode, MemoryRollupNode]
    for (const [node, height, finalized] of [
      [a, 80, 20],
      [b, 71, 30],
      [c, 90, 10],
    ] as const) {
      node.derive(height)
      node.finalize(finalized)
    }
    c.readL1(l1.chain.at(44)!)
    const read = createDerivationReader({ rollupNodes, chain: client })
    expect(await read(asking(), signal)).toMatchObject({
      kind: 'agreed',
      localSafe: ref(chain.at(71)),
      finalized: ref(chain.at(10)),
      currentL1: ref(l1.chain.at(44)),
    })
  })

  it('ends where a source is on another branch, and names it', async () => {
    const { rollupNodes, client, chain } = createStory(1)
    const stray = onOtherBranch(chain, 60, 'stray')
    stray.readL1(rollupNodes[0]!.status().current_l1)
    rollupNodes[0]!.derive(80)
    const read = createDerivationReader({ rollupNodes: [...rollupNodes, stray], chain: client })
    stray.derive(59)
    expect(await read(asking(), signal)).toMatchObject({ kind: 'agreed', localSafe: { number: 59 } })
    stray.derive(60)
    const differing = await read(asking(), signal)
    expect(differing).toMatchObject({
      kind: 'sources-differ',
      detail: expect.stringContaining('stray 60 0x'),
    })
    expect(differing).not.toMatchObject({ detail: expect.stringContaining('node-a') })
  })

  it('is not given by one source alone against our own chain', async () => {
    const { client, chain } = createStory(0)
    const stray = onOtherBranch(chain, 60, 'stray')
    stray.derive(70)
    const read = createDerivationReader({ rollupNodes: [stray], chain: client })
    expect((await read(asking(), signal)).kind).toBe('sources-differ')
  })

  it('reaches up to our own head while sources are ahead of it', async () => {
    const { rollupNodes, client, chain } = createStory(2)
    rollupNodes[0]!.derive(90)
    rollupNodes[1]!.derive(85)
    client.holdAt(70)
    const read = createDerivationReader({ rollupNodes, chain: client })
    expect(await read(asking(), signal)).toMatchObject({ kind: 'agreed', localSafe: ref(chain.at(70)) })
    rollupNodes[1]!.derive(65)
    expect(await read(asking(), signal)).toMatchObject({ kind: 'agreed', localSafe: ref(chain.at(65)) })
  })

  it('does not take a source on another branch for one that is ahead', async () => {
    const { rollupNodes, client, chain } = createStory(1)
    const stray = onOtherBranch(chain, 60, 'stray')
    rollupNodes[0]!.derive(65)
    stray.derive(90)
    client.holdAt(70)
    const read = createDerivationReader({ rollupNodes: [...rollupNodes, stray], chain: client })
    const reading = await read(asking(), signal)
    expect(reading).toMatchObject({ kind: 'sources-differ', detail: expect.stringContaining('stray') })
  })

  it('needs every source', async () => {
    const { rollupNodes, client } = createStory(2)
    const away = { kind: 'unreachable', detail: 'node-b is down' } as const
    rollupNodes[1]!.fail(away)
    const read = createDerivationReader({ rollupNodes, chain: client })
    expect(await read(asking(), signal)).toEqual(away)
    rollupNodes[1]!.fail(null)
    expect((await read(asking(), signal)).kind).toBe('agreed')
  })

  it('needs at least one source', () => {
    const { client } = createStory(0)
    expect(() => createDerivationReader({ rollupNodes: [], chain: client })).toThrow(RangeError)
  })
})

describe('a head that is absent', () => {
  const absent = { hash: `0x${'00'.repeat(32)}` as const }

  it.each(['local_safe_l2', 'finalized_l2', 'current_l1'] as const)(
    '%s is a hold, never a height',
    async (head) => {
      const { rollupNodes, client } = createStory(2)
      const [node] = rollupNodes
      node!.derive(80)
      node!.report({ [head]: { ...node!.status()[head], ...absent } })
      const read = createDerivationReader({ rollupNodes, chain: client })
      const reading = await read(asking(), signal)
      expect(reading).toMatchObject({
        kind: 'sources-differ',
        detail: expect.stringContaining('node-a names no'),
      })
    },
  )

  it('is another thing than genesis, which has height zero and a hash', async () => {
    const { rollupNodes, client, chain } = createStory(1)
    const read = createDerivationReader({ rollupNodes, chain: client })
    expect(await read(asking(), signal)).toMatchObject({ kind: 'agreed', localSafe: ref(chain.genesis) })
  })

  it('follows a reset, until the node derives again from its finalized block', async () => {
    const { rollupNodes, client, chain, l1 } = createStory(1)
    const [node] = rollupNodes
    node!.derive(80)
    node!.finalize(30)
    const read = createDerivationReader({ rollupNodes, chain: client })
    const question = asking({ crossSafe: ref(chain.at(75)), promotions: [ref(chain.at(75))] })
    node!.reset()
    expect((await read(question, signal)).kind).toBe('sources-differ')
    node!.readL1(l1.chain.at(20)!)
    expect(await read(question, signal)).toMatchObject({
      kind: 'agreed',
      localSafe: ref(chain.at(30)),
      atCrossSafe: null,
      standing: ref(chain.at(75)),
    })
  })
})

describe('what became of our promotions', () => {
  it('the cross-safe block and the newest promotion stand', async () => {
    const { rollupNodes, client, chain } = createStory(1)
    rollupNodes[0]!.derive(80)
    const promotions = [50, 60, 70].map((height) => ref(chain.at(height)))
    const read = createDerivationReader({ rollupNodes, chain: client })
    const reading = await read(asking({ crossSafe: promotions[2]!, promotions }), signal)
    expect(reading).toMatchObject({ atCrossSafe: promotions[2]!.hash, standing: promotions[2] })
  })

  it('after a reorg the newest that still stands is found, and the other hash is told', async () => {
    const { rollupNodes, client, chain } = createStory(1)
    const promotions = [50, 60, 70].map((height) => ref(chain.at(height)))
    chain.reorg(55, 'after L1 reorg')
    rollupNodes[0]!.derive(80)
    const read = createDerivationReader({ rollupNodes, chain: client })
    const question = asking({ crossSafe: promotions[2]!, promotions })
    expect(await read(question, signal)).toMatchObject({
      atCrossSafe: chain.at(70)!.hash,
      standing: promotions[0],
    })
    chain.reorg(1, 'from the ground up')
    expect(await read(question, signal)).toMatchObject({ standing: null })
  })

  it('nothing is withdrawn while the other hash is not derived', async () => {
    const { rollupNodes, client, chain } = createStory(1)
    const crossSafe = ref(chain.at(70))
    chain.reorg(55, 'after L1 reorg')
    rollupNodes[0]!.derive(69)
    const read = createDerivationReader({ rollupNodes, chain: client })
    expect(await read(asking({ crossSafe }), signal)).toMatchObject({ kind: 'agreed', atCrossSafe: null })
  })

  it('another hash at the cross-safe height counts only when it was read twice', async () => {
    const { rollupNodes, client, chain } = createStory(1)
    rollupNodes[0]!.derive(80)
    const crossSafe = ref(chain.at(70))
    const stray = chain.fork(60, 'stale answer').at(70)!
    let asked = 0
    client.onCall((height) => {
      if (height === 70) client.lie(asked++ === 0 ? stray : null)
    })
    const read = createDerivationReader({ rollupNodes, chain: client })
    expect(await read(asking({ crossSafe }), signal)).toMatchObject({ atCrossSafe: crossSafe.hash })
    expect(asked).toBe(2)
  })
})

describe('a source that moves while it is read', () => {
  it('forward does no harm', async () => {
    const { rollupNodes, client, chain } = createStory(1)
    const [node] = rollupNodes
    node!.derive(80)
    client.onCall(() => node!.derive(85))
    const calls = countCalls(node!)
    const read = createDerivationReader({ rollupNodes, chain: client })
    expect(await read(asking(), signal)).toMatchObject({ kind: 'agreed', localSafe: ref(chain.at(80)) })
    expect(calls()).toBe(2)
  })

  it('back is read again', async () => {
    const { rollupNodes, client, chain } = createStory(1)
    const [node] = rollupNodes
    node!.derive(80)
    client.onCall(() => node!.derive(40))
    const read = createDerivationReader({ rollupNodes, chain: client })
    expect(await read(asking(), signal)).toMatchObject({ kind: 'agreed', localSafe: ref(chain.at(40)) })
  })

  it('to another block of the same height is read again', async () => {
    const { client, chain, rollupNodes } = createStory(1)
    const leaving = onOtherBranch(chain, 101, 'leaving')
    leaving.readL1(rollupNodes[0]!.status().current_l1)
    leaving.derive(70)
    let left = false
    client.onCall(() => {
      if (!left) leaving.chain.reorg(60, 'elsewhere')
      left = true
    })
    const read = createDerivationReader({ rollupNodes: [leaving], chain: client })
    expect((await read(asking(), signal)).kind).toBe('sources-differ')
  })

  it('back again and again is a hold after three readings', async () => {
    const { rollupNodes, client } = createStory(1)
    const [node] = rollupNodes
    let height = 80
    node!.derive(height)
    client.onCall(() => node!.derive(--height))
    const read = createDerivationReader({ rollupNodes, chain: client })
    expect(await read(asking(), signal)).toMatchObject({
      kind: 'sources-differ',
      detail: expect.stringContaining('moved back'),
    })
    expect(height).toBe(77)
  })

  it('to the branch that our client has already taken is no difference', async () => {
    const { client, chain, rollupNodes } = createStory(1)
    const old = onOtherBranch(chain, 60, 'late')
    old.readL1(rollupNodes[0]!.status().current_l1)
    old.derive(70)
    client.onCall(() => old.chain.reorg(60, 'l2'))
    const read = createDerivationReader({ rollupNodes: [old], chain: client })
    expect(await read(asking(), signal)).toMatchObject({ kind: 'agreed', localSafe: ref(chain.at(70)) })
  })

  it('and then does not answer is trouble', async () => {
    const { rollupNodes, client } = createStory(1)
    const gone = { kind: 'timed-out', detail: 'node-a' } as const
    client.onCall(() => rollupNodes[0]!.fail(gone))
    const read = createDerivationReader({ rollupNodes, chain: client })
    expect(await read(asking(), signal)).toEqual(gone)
  })
})

function countCalls(node: MemoryRollupNode): () => number {
  let calls = 0
  node.onCall((call) => {
    if (call === ('syncStatus' satisfies keyof RollupNodePort)) calls++
  })
  return () => calls
}
