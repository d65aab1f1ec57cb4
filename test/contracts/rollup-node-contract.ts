import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import { type RpcMethods, RpcRefusal } from '../../src/adapters/memory/serve-json-rpc.ts'
import type { RollupNodePort } from '../../src/ports/rollup-node.ts'

/** A rollup node that the suite can move, and the port that looks at it. */
export interface RollupNodeWorld {
  readonly node: MemoryRollupNode
  readonly port: RollupNodePort
  readonly vanish: () => Promise<void>
  readonly close: () => Promise<void>
}

/** What the node of the suite answers besides. */
export const contractMethods: RpcMethods = {
  test_echo: (params) => params,
  test_refuse: () => {
    throw new RpcRefusal(-38_001, 'not today', { why: 'rain' })
  },
}

/** What every rollup-node port promises. */
export function rollupNodeContract(subject: string, open: () => Promise<RollupNodeWorld>) {
  describe(`rollup-node port: ${subject}`, () => {
    let world: RollupNodeWorld
    const signal = AbortSignal.timeout(60_000)

    beforeEach(async () => {
      world = await open()
    })
    afterEach(() => world.close())

    it('tells the heads of the node, each for itself', async () => {
      const { node, port } = world
      node.setVerifies(true)
      node.chain.extend(20)
      node.derive(12)
      node.verify(7)
      node.finalize(3)
      const status = await port.syncStatus(signal)
      expect(status).toEqual({ kind: 'ok', value: node.status() })
      expect(status).toMatchObject({
        value: {
          unsafe_l2: { number: 20 },
          local_safe_l2: { number: 12 },
          safe_l2: { number: 7 },
          finalized_l2: { number: 3 },
        },
      })
    })

    it('tells a block by its height with the link to its parent', async () => {
      const { node, port } = world
      node.chain.extend(300)
      const { number, hash, parentHash } = node.chain.at(299)!
      expect(await port.blockAt(299, signal)).toMatchObject({
        kind: 'ok',
        value: { number, hash, parentHash },
      })
      expect(await port.blockAt(0, signal)).toMatchObject({
        kind: 'ok',
        value: { hash: node.chain.genesis.hash },
      })
    })

    it('has no block above its tip', async () => {
      world.node.chain.extend(5)
      expect(await world.port.blockAt(6, signal)).toEqual({ kind: 'ok', value: null })
    })

    it('tells another hash after a reorg', async () => {
      const { node, port } = world
      node.chain.extend(5)
      const old = node.chain.head().hash
      node.chain.reorg(4, 'other')
      const now = await port.blockAt(5, signal)
      expect(now).toMatchObject({ kind: 'ok', value: { number: 5, hash: node.chain.head().hash } })
      expect(node.chain.head().hash).not.toBe(old)
    })

    it('tells a verifier from a node that only derives', async () => {
      expect(await world.port.verifies(signal)).toEqual({ kind: 'ok', value: false })
      world.node.setVerifies(true)
      expect(await world.port.verifies(signal)).toEqual({ kind: 'ok', value: true })
    })

    it('tells when interop becomes active, or that no time is set', async () => {
      expect(await world.port.interopTime(signal)).toEqual({ kind: 'ok', value: null })
      world.node.activateInterop(1_700_000_000)
      expect(await world.port.interopTime(signal)).toEqual({ kind: 'ok', value: 1_700_000_000 })
    })

    it('carries a call to the node and its answer back, an error too', async () => {
      expect(await world.port.passOn('test_echo', [1, '0x2'], signal)).toEqual({
        kind: 'ok',
        value: { kind: 'result', value: [1, '0x2'] },
      })
      expect(await world.port.passOn('test_refuse', [], signal)).toEqual({
        kind: 'ok',
        value: { kind: 'error', error: { code: -38_001, message: 'not today', data: { why: 'rain' } } },
      })
      expect(await world.port.passOn('test_unknown', [], signal)).toMatchObject({
        value: { kind: 'error', error: { code: -32_601 } },
      })
    })

    it('hands on the zero hashes of a node that resets, for the actors to take as absence', async () => {
      world.node.reset()
      const status = await world.port.syncStatus(signal)
      expect(status).toMatchObject({ kind: 'ok', value: { current_l1: { hash: `0x${'00'.repeat(32)}` } } })
    })

    it('answers with trouble when it is gone, and does not throw', async () => {
      await world.vanish()
      expect((await world.port.syncStatus(signal)).kind).toBe('unreachable')
      expect((await world.port.blockAt(0, signal)).kind).toBe('unreachable')
      expect((await world.port.verifies(signal)).kind).toBe('unreachable')
      expect((await world.port.interopTime(signal)).kind).toBe('unreachable')
      expect((await world.port.passOn('test_echo', [], signal)).kind).toBe('unreachable')
    })

    it('gives up when its caller does', async () => {
      expect((await world.port.syncStatus(AbortSignal.abort())).kind).toBe('timed-out')
      expect((await world.port.passOn('test_echo', [], AbortSignal.abort())).kind).toBe('timed-out')
    })
  })
}
