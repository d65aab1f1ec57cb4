import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type SealedHeader, seal } from '../../src/derive/header.ts'
import { receiptsRoot } from '../../src/derive/roots.ts'
import type { L1Port } from '../../src/ports/l1.ts'
import type { L1OriginsPort } from '../../src/ports/l1-origins.ts'
import type { Answer } from '../../src/ports/trouble.ts'
import { toHex } from '../../src/wire/hex.ts'
import { emitter, loggedData, topic } from './anvil-logs.ts'
import type { L1World } from './l1-contract.ts'

export interface L1OriginsWorld extends Omit<L1World, 'finalize' | 'port'> {
  readonly port: L1Port & L1OriginsPort
  /** Adds a block with a log of {@link loggedData} in each transaction that succeeds. Answers their types. */
  readonly mineLogs: () => Promise<readonly number[]>
}

/** What every source of L1 origins promises, whoever is behind it. */
export function l1OriginsContract(subject: string, open: () => Promise<L1OriginsWorld>) {
  describe(`L1 origins port: ${subject}`, () => {
    let world: L1OriginsWorld
    const signal = AbortSignal.timeout(60_000)
    const viewAt = async (number: number) => present(okOf(await world.port.blockAt(number, signal)))
    const origin = async (block: { number: number; hash: `0x${string}` }) =>
      okOf(await world.port.origin(block, signal))
    const receipts = async (header: SealedHeader) => okOf(await world.port.receipts(header, signal))
    const next = async (header: SealedHeader) => okOf(await world.port.next(header, signal))
    const headerAt = async (number: number) => {
      const look = await origin(await viewAt(number))
      if (look.kind !== 'canonical') throw new Error(`block ${number} is ${look.kind}`)
      return look.header
    }

    beforeEach(async () => {
      world = await open()
    }, 30_000)
    afterEach(() => world.close())

    it('gives the header of a canonical block, which hashes to the hash that was asked for', async () => {
      await world.grow(3)
      const [parent, header] = [await viewAt(2), await headerAt(3)]
      expect(header).toMatchObject({ ...(await viewAt(3)), parentHash: parent.hash })
      expect(seal(header).hash).toBe(header.hash)
    })

    it('has an origin in the genesis block', async () => {
      expect((await headerAt(0)).number).toBe(0)
    })

    it('gives all receipts in order, of whatever type of transaction, which make the root of the header', async () => {
      await world.grow(1)
      const types = await world.mineLogs()
      const header = await headerAt(2)
      const read = await receipts(header)
      expect(receiptsRoot(read)).toBe(header.receiptsRoot)
      const successes = read.filter(({ succeeded }) => succeeded)
      expect(successes.map(({ type }) => type)).toEqual(types)
      const logs = read.flatMap((receipt) => receipt.logs)
      expect(logs.map(({ data }) => toHex(data))).toEqual(loggedData)
      for (const log of logs) expect(log).toMatchObject({ address: emitter, topics: [topic] })
    })

    it('gives no receipts of a block in which nothing happened', async () => {
      await world.grow(1)
      expect(await receipts(await headerAt(1))).toEqual([])
    })

    it('gives the same again, header and receipts', async () => {
      await world.grow(1)
      const [header, again] = [await headerAt(1), await headerAt(1)]
      expect(again).toEqual(header)
      expect(await receipts(header)).toEqual(await receipts(again))
    })

    it('is behind an origin above its latest block, until that comes', async () => {
      await world.grow(2)
      const coming = { number: 3, hash: (await viewAt(1)).hash }
      expect(await origin(coming)).toEqual({ kind: 'ahead' })
      await world.grow(1)
      expect((await headerAt(3)).number).toBe(3)
      expect(await origin(coming)).toEqual({ kind: 'orphaned', canonical: await viewAt(3) })
    })

    it('calls what a reorg took back orphaned and names what stands there, and keeps what is below', async () => {
      await world.grow(5)
      const [kept, lost] = [await headerAt(3), await headerAt(4)]
      await world.reorg(2)
      const standing = await viewAt(4)
      expect(await origin(lost)).toEqual({ kind: 'orphaned', canonical: standing })
      expect(await headerAt(4)).toMatchObject({ hash: standing.hash, parentHash: kept.hash })
      expect(await origin(kept)).toEqual({ kind: 'canonical', header: kept })
    })

    it('does not take a canonical hash for the origin at another height', async () => {
      await world.grow(4)
      const { hash } = await viewAt(3)
      expect(await origin({ number: 2, hash })).toEqual({ kind: 'orphaned', canonical: await viewAt(2) })
    })

    it('gives the block on top of another one, once there is one', async () => {
      await world.grow(2)
      expect(await next(await headerAt(1))).toEqual(await headerAt(2))
      expect(await next(await headerAt(2))).toBeNull()
      await world.grow(1)
      expect(await next(await headerAt(2))).toEqual(await headerAt(3))
    })

    it('has nothing on top of a block that is not canonical any more', async () => {
      await world.grow(5)
      const [below, lost] = [await headerAt(3), await headerAt(4)]
      expect(await next(lost)).toEqual(await headerAt(5))
      await world.reorg(2)
      expect(await viewAt(5)).not.toEqual(await headerAt(3))
      expect(await next(lost)).toBeNull()
      expect(await next(below)).toEqual(await headerAt(4))
    })

    it('answers with trouble when it is gone, and does not throw', async () => {
      await world.grow(2)
      const [view, header] = [await viewAt(2), await headerAt(1)]
      await world.vanish()
      // A connection that was kept open dies under the first question.
      const silence = expect.stringMatching(/^(unreachable|timed-out)$/)
      expect(await world.port.origin(view, signal)).toMatchObject({ kind: silence })
      expect(await world.port.receipts(header, signal)).toMatchObject({ kind: silence })
      expect(await world.port.next(header, signal)).toMatchObject({ kind: silence })
    })

    it('gives up when its caller does', async () => {
      const given = await viewAt(0)
      expect((await world.port.origin(given, AbortSignal.abort())).kind).toBe('timed-out')
    })
  })
}

function okOf<T>(answer: Answer<T>): T {
  if (answer.kind !== 'ok') throw new Error(`${answer.kind}: ${answer.detail}`)
  return answer.value
}

function present<T>(value: T | null): T {
  if (value === null) throw new Error('nothing there')
  return value
}
