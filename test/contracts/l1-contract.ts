import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { L1Port } from '../../src/ports/l1.ts'
import type { Answer } from '../../src/ports/trouble.ts'

/** An L1 that the suite can move, and the port that looks at it. */
export interface L1World {
  readonly port: L1Port
  readonly grow: (blocks: number) => Promise<void>
  /** Replaces the newest blocks by as many others. */
  readonly reorg: (depth: number) => Promise<void>
  /** Makes the block of this height, and everything below, final. */
  readonly finalize: (number: number) => Promise<void>
  /** Makes the L1 unreachable for good. */
  readonly vanish: () => Promise<void>
  readonly close: () => Promise<void>
}

/** What every L1 port promises, whoever is behind it. */
export function l1Contract(subject: string, open: () => Promise<L1World>) {
  describe(`L1 port: ${subject}`, () => {
    let world: L1World
    const signal = AbortSignal.timeout(60_000)
    const { latest, blockAt, finalized } = {
      latest: async () => okOf(await world.port.latest(signal)),
      blockAt: async (number: number) => okOf(await world.port.blockAt(number, signal)),
      finalized: async () => okOf(await world.port.finalized(signal)),
    }

    beforeEach(async () => {
      world = await open()
    }, 30_000)
    afterEach(() => world.close())

    it('names the latest block, and the same block by its height', async () => {
      await world.grow(3)
      const head = await latest()
      expect(head).toEqual({ number: 3, hash: expect.stringMatching(/^0x[0-9a-f]{64}$/) })
      expect(await blockAt(3)).toEqual(head)
    })

    it('knows the genesis block: height zero is a height', async () => {
      expect(await blockAt(0)).toEqual(await latest())
    })

    it('has no block above the latest one until it comes', async () => {
      await world.grow(2)
      expect(await blockAt(3)).toBeNull()
      await world.grow(1)
      expect(await blockAt(3)).toEqual(await latest())
    })

    it('tells another hash for a height after a reorg, and the same one below it', async () => {
      await world.grow(5)
      const [below, above] = [await blockAt(3), await blockAt(4)]
      await world.reorg(2)
      expect(await blockAt(3)).toEqual(below)
      expect((await blockAt(4))?.number).toBe(4)
      expect((await blockAt(4))?.hash).not.toBe(above?.hash)
    })

    it('names the finalized block by its canonical hash', async () => {
      await world.grow(6)
      await world.finalize(4)
      expect(await finalized()).toEqual(await blockAt(4))
    })

    it('answers with trouble when it is gone, and does not throw', async () => {
      await world.vanish()
      expect((await world.port.latest(signal)).kind).toBe('unreachable')
      expect((await world.port.blockAt(0, signal)).kind).toBe('unreachable')
      expect((await world.port.finalized(signal)).kind).toBe('unreachable')
    })

    it('gives up when its caller does', async () => {
      expect((await world.port.latest(AbortSignal.abort())).kind).toBe('timed-out')
    })
  })
}

function okOf<T>(answer: Answer<T>): T {
  if (answer.kind !== 'ok') throw new Error(`${answer.kind}: ${answer.detail}`)
  return answer.value
}
