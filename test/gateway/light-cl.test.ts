import { describe, expect, it } from 'vitest'
import { activationFreshMs } from '../../src/server/gateway/activation.ts'
import type { LightCl } from './light-cl.ts'
import { blockOf, openStage } from './stage.ts'

/** Interop becomes active at this block. */
const activationBlock = 15
const activeFrom = (block: number) => block * 2

describe('a Light CL of ours while interop is active', () => {
  it('has our safe and finalized, and the node’s local-safe', async () => {
    const stage = await openStage()
    stage.node.activateInterop(0)
    const cl = stage.lightCl()
    expect(await cl.poll()).toBe('followed')
    expect(heights(cl)).toEqual({ unsafe: 20, localSafe: 20, safe: 10, finalized: 5 })
    expect(cl.heads().safe).toEqual(stage.node.refAt(10))
    stage.decide(17, 9)
    await cl.poll()
    expect(heights(cl)).toEqual({ unsafe: 20, localSafe: 20, safe: 17, finalized: 9 })
  })

  it('asks nothing of the node but its status while neither head moves', async () => {
    const stage = await openStage()
    stage.node.activateInterop(0)
    await stage.syncStatus()
    stage.asked.length = 0
    for (let poll = 0; poll < 5; poll++) await stage.syncStatus()
    expect(stage.asked).toEqual(Array.from({ length: 5 }, () => 'optimism_syncStatus'))
  })

  it('finds what was cross-safe again when it is finalized, without asking', async () => {
    const stage = await openStage()
    await stage.syncStatus()
    stage.decide(12, 10)
    stage.asked.length = 0
    expect(await stage.syncStatus()).toMatchObject({ result: { finalized_l2: stage.node.refAt(10) } })
    expect(stage.asked.filter((method) => method === 'optimism_outputAtBlock')).toHaveLength(3)
  })
})

describe('a Light CL of ours before interop is active takes local-safe for safe', () => {
  it.each([
    { localSafe: 'auto', interop: 'not scheduled', at: null, safe: 10 },
    { localSafe: 'auto', interop: 'to come', at: activeFrom(100), safe: 10 },
    { localSafe: 'capped', interop: 'not scheduled', at: null, safe: 10 },
    // What the operator asked for.
    { localSafe: 'derived', interop: 'not scheduled', at: null, safe: 20 },
  ] as const)('$localSafe, interop $interop: its safe is $safe', async ({ localSafe, at, safe }) => {
    const stage = await openStage({ localSafe })
    stage.node.activateInterop(at)
    const cl = stage.lightCl()
    await cl.poll()
    expect(heights(cl)).toMatchObject({ safe })
  })

  it.each([
    { localSafe: 'auto', served: 20 },
    { localSafe: 'capped', served: 10 },
    { localSafe: 'derived', served: 20 },
  ] as const)('$localSafe, interop active: local-safe is $served', async ({ localSafe, served }) => {
    const stage = await openStage({ localSafe })
    stage.node.activateInterop(0)
    expect(await stage.syncStatus()).toMatchObject({
      result: {
        local_safe_l2: { number: served },
        pending_safe_l2: { number: served },
        safe_l2: { number: 10 },
      },
    })
  })

  it('is never beyond our safe while the chain passes the activation', async () => {
    const stage = await openStage()
    stage.node.activateInterop(activeFrom(activationBlock))
    const cl = stage.lightCl()
    for (let derived = 11; derived <= 24; derived++) {
      stage.node.derive(derived)
      stage.decide(derived - 3)
      expect(await cl.poll()).toBe('followed')
      const capped = derived < activationBlock
      expect(heights(cl)).toMatchObject({ safe: derived - 3, localSafe: capped ? derived - 3 : derived })
    }
  })

  it('is given our safe for local-safe where the node does not tell, and the log says so once', async () => {
    const stage = await openStage({ saysActivation: false })
    for (let poll = 0; poll < 3; poll++) {
      expect(await stage.syncStatus()).toMatchObject({ result: { local_safe_l2: { number: 10 } } })
    }
    expect(stage.lines).toEqual([expect.stringContaining('activation of interop unknown')])
  })

  it('is told by a configuration that is read again after its limit', async () => {
    const stage = await openStage()
    stage.node.activateInterop(0)
    await stage.syncStatus()
    stage.node.activateInterop(null)
    stage.clock.advance(activationFreshMs)
    expect(await stage.syncStatus()).toMatchObject({ result: { local_safe_l2: { number: 20 } } })
    stage.clock.advance(1)
    expect(await stage.syncStatus()).toMatchObject({ result: { local_safe_l2: { number: 10 } } })
  })
})

describe('an error is answered, and a Light CL stays where it is,', () => {
  it('when the answer has become older than its limit', async () => {
    const stage = await openStage()
    const cl = stage.lightCl()
    await cl.poll()
    stage.decide(12)
    stage.onAsked = (method) => stage.clock.advance(method === 'optimism_syncStatus' ? 15_001 : 0)
    expect(await stage.syncStatus()).toEqual({
      jsonrpc: '2.0',
      id: 1,
      error: {
        code: -32_002,
        message: expect.stringContaining('15001 ms old'),
        data: { ageMs: 15_001, limitMs: 15_000 },
      },
    })
    expect(await cl.poll()).toBe('dropped')
    expect(heights(cl)).toMatchObject({ safe: 10 })
  })

  it('when the node has stopped to answer: the error says how old its newest answer is', async () => {
    const stage = await openStage()
    const cl = stage.lightCl()
    await cl.poll()
    stage.decide(12)
    stage.onAsked = () => {
      throw new Error('frozen')
    }
    for (const ageMs of [7_000, 20_000]) {
      stage.clock.advance(ageMs)
      expect(await cl.poll()).toBe('dropped')
    }
    expect(await stage.syncStatus()).toMatchObject({
      error: {
        code: -32_002,
        message: expect.stringMatching(/frozen .*; its newest answer is 27000 ms old$/),
      },
    })
    expect(heights(cl)).toMatchObject({ safe: 10 })
  })

  it('while the node derives again below our safe after a reset; then goes on', async () => {
    const stage = await openStage()
    const cl = stage.lightCl()
    await cl.poll()
    stage.node.finalize(6)
    stage.node.reset()
    for (const derived of [6, 9]) {
      stage.node.derive(derived)
      expect(await stage.syncStatus()).toMatchObject({
        error: { code: -32_002, message: expect.stringContaining(`derives again at ${derived}`) },
      })
      expect(await cl.poll()).toBe('dropped')
    }
    expect(heights(cl)).toMatchObject({ safe: 10, finalized: 5 })
    stage.node.derive(10)
    expect(await cl.poll()).toBe('followed')
    stage.node.derive(20)
    stage.decide(15)
    await cl.poll()
    expect(heights(cl)).toMatchObject({ safe: 15 })
  })

  it('while the node stands on the branch that a replacement left', async () => {
    const stage = await openStage()
    stage.node.activateInterop(0)
    const cl = stage.lightCl()
    await cl.poll()
    const replaced = stage.node.chain.fork(11, 'replaced').at(11)!
    stage.decide({ number: 11, hash: replaced.hash })
    expect(await stage.syncStatus()).toMatchObject({
      error: {
        message: expect.stringMatching(
          `${blockOf(stage.node, 11).hash} at 11, our cross-safe head is ${replaced.hash}`,
        ),
      },
    })
    expect(await cl.poll()).toBe('dropped')

    stage.node.chain.reorg(11, 'replaced')
    stage.node.derive(13)
    expect(await cl.poll()).toBe('followed')
    expect(heights(cl)).toEqual({ unsafe: 13, localSafe: 20, safe: 11, finalized: 5 })
    expect(cl.heads().safe.hash).toBe(replaced.hash)
  })

  it('while the node’s client has the replacement and the node’s local-safe has not', async () => {
    const stage = await openStage()
    stage.node.activateInterop(0)
    const denied = stage.node.refAt(20)!
    stage.node.chain.reorg(11, 'replaced', 12)
    stage.node.report({ local_safe_l2: denied, unsafe_l2: denied })
    stage.decide(11)
    expect(await stage.syncStatus()).toMatchObject({
      error: { message: expect.stringContaining(`its own local-safe head ${denied.hash} at 20`) },
    })
  })

  it('when the node moves to another branch while it is read', async () => {
    const stage = await openStage()
    stage.node.activateInterop(0)
    const left = stage.node.refAt(20)!.hash
    let reads = 0
    stage.onAsked = (method) => {
      if (method === 'optimism_outputAtBlock' && ++reads === 3) stage.node.chain.reorg(11, 'other')
    }
    expect(await stage.syncStatus()).toMatchObject({ error: { message: expect.stringContaining(left) } })
  })

  it('when the node’s own heads are in no order', async () => {
    const stage = await openStage()
    stage.node.report({ unsafe_l2: stage.node.refAt(15)! })
    expect(await stage.syncStatus()).toMatchObject({
      error: { message: expect.stringContaining('local_safe_l2 20') },
    })
  })

  it('before anything is promoted, while the node starts, and when it does not answer', async () => {
    const stage = await openStage()
    stage.decide(null)
    expect(await stage.syncStatus()).toMatchObject({ error: { message: 'nothing is promoted yet' } })
    stage.decide(10)
    stage.node.report({ local_safe_l2: { ...stage.node.refAt(0)!, hash: `0x${'00'.repeat(32)}` } })
    expect(await stage.syncStatus()).toMatchObject({
      error: { message: expect.stringContaining('derives again') },
    })
    stage.onAsked = () => {
      throw new Error('starting')
    }
    expect(await stage.syncStatus()).toMatchObject({
      error: { message: expect.stringContaining('starting') },
    })
  })
})

describe('taken back by a reorg of L1', () => {
  it('a Light CL comes over by local-safe, begins anew from finalized, and takes our lower safe', async () => {
    const stage = await openStage()
    stage.node.activateInterop(0)
    const cl = stage.lightCl()
    stage.decide(14, 5)
    await cl.poll()

    stage.node.chain.reorg(8, 'after the reorg')
    stage.node.derive(12)
    stage.decide(7)
    expect(await stage.syncStatus()).toMatchObject({ result: { safe_l2: { number: 7 } } })
    expect(await cl.poll()).toBe('began-anew')
    expect(heights(cl)).toMatchObject({ unsafe: 12, safe: 5, finalized: 5 })
    expect(await cl.poll()).toBe('followed')
    expect(cl.heads().safe).toEqual(stage.node.refAt(7))
  })

  it('it ignores our lower safe while local-safe is capped, until ours is on the new branch', async () => {
    const stage = await openStage()
    const cl = stage.lightCl()
    stage.decide(14, 5)
    await cl.poll()
    const orphaned = cl.heads().safe

    stage.node.chain.reorg(8, 'after the reorg')
    stage.node.derive(20)
    stage.decide(7)
    expect(await cl.poll()).toBe('followed')
    expect(cl.heads().safe).toEqual(orphaned)

    stage.decide(9)
    expect(await cl.poll()).toBe('began-anew')
    await cl.poll()
    expect(cl.heads().safe).toEqual(stage.node.refAt(9))
  })
})

function heights(cl: LightCl) {
  const { unsafe, localSafe, safe, finalized } = cl.heads()
  return { unsafe, localSafe, safe: safe.number, finalized: finalized.number }
}
