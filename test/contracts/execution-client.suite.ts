import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Hash } from '../../machines/values.ts'
import { zeroHash } from '../../src/adapters/memory/execution-client/blocks.ts'
import type { Personality } from '../../src/adapters/memory/execution-client/personality.ts'
import type { BlockHeader, ExecutionClientPort, PayloadAttributes } from '../../src/ports/execution-client.ts'
import type { Answer } from '../../src/ports/trouble.ts'
import { blockHashOf } from '../../src/wire/block-hash.ts'
import { toHex } from '../../src/wire/hex.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'

/** A client that stands at its genesis, nothing labelled. */
export interface ClientWorld {
  readonly port: ExecutionClientPort
  readonly personality: Omit<Personality, 'safeAfterRestart'>
  /** The same client asked with another secret; absent where there is no door to knock at. */
  readonly stranger?: ExecutionClientPort
  readonly close: () => Promise<void>
}

const live = new AbortController().signal

/** What every execution client port does, whoever stands behind it; differences are named in {@link Personality}. */
export function executionClientContract(name: string, open: () => Promise<ClientWorld>): void {
  describe(`execution client: ${name}`, () => {
    let world: ClientWorld
    let genesis: BlockHeader
    const chain: ExecutionPayloadEnvelope[] = []

    beforeAll(async () => {
      world = await open()
      genesis = await answerOf(world.port.block({ tag: 'latest' }, live)).then(present)
    }, 60_000)
    afterAll(() => world.close())

    const hashAt = (number: number): Hash =>
      number === 0 ? genesis.hash : present(chain[number - 1]).payload.blockHash

    const forkchoice = (head: number | Hash, safe: number | Hash, finalized: number | Hash) => {
      const hash = (which: number | Hash) => (typeof which === 'number' ? hashAt(which) : which)
      const state = {
        headBlockHash: hash(head),
        safeBlockHash: hash(safe),
        finalizedBlockHash: hash(finalized),
      }
      return world.port.forkchoiceUpdated(state, null, live)
    }

    const labels = async () => {
      const read = async (tag: 'latest' | 'safe' | 'finalized') =>
        (await answerOf(world.port.block({ tag }, live)))?.number ?? null
      return [await read('latest'), await read('safe'), await read('finalized')]
    }

    test('stands at its genesis, without labels', async () => {
      expect(genesis.number).toBe(0)
      expect(await labels()).toEqual([0, null, null])
      expect(await answerOf(world.port.block({ tag: 'earliest' }, live))).toEqual(genesis)
      expect(await answerOf(world.port.block({ number: 0 }, live))).toEqual(genesis)
      expect(await answerOf(world.port.block({ hash: genesis.hash }, live))).toEqual(genesis)
    })

    test('has no block that nobody gave it', async () => {
      expect(await answerOf(world.port.block({ number: 7 }, live))).toBeNull()
      expect(await answerOf(world.port.block({ hash: strangeHash }, live))).toBeNull()
      expect(await answerOf(world.port.payload(strangeHash, live))).toBeNull()
    })

    test('builds, takes and adopts five blocks', async () => {
      for (let number = 1; number <= 5; number += 1) {
        const built = await build(world.port, { ...parentOf(chain, genesis), salt: '11' })
        expect(built.payload.blockNumber).toBe(number)
        chain.push(built)
        const adopted = await answerOf(forkchoice(number, 0, 0))
        expect(adopted.payloadStatus).toMatchObject({ status: 'VALID', latestValidHash: hashAt(number) })
      }
      expect(await labels()).toEqual([5, 0, 0])
    })

    test('builds blocks whose hash is reproduced from their fields', () => {
      expect(chain.map(blockHashOf)).toEqual(chain.map(({ payload }) => payload.blockHash))
    })

    test('gives back each block whole, as it was built', async () => {
      for (const built of chain)
        expect(await answerOf(world.port.payload(built.payload.blockHash, live))).toEqual(built)
    })

    test('finds blocks by height and by hash, linked to their parents', async () => {
      const byNumber = present(await answerOf(world.port.block({ number: 3 }, live)))
      expect(byNumber).toMatchObject({ number: 3, hash: hashAt(3), parentHash: hashAt(2) })
      expect(await answerOf(world.port.block({ hash: hashAt(3) }, live))).toEqual(byNumber)
    })

    test('shows safe and finalized as the forkchoice set them', async () => {
      await answerOf(forkchoice(5, 4, 2))
      expect(await labels()).toEqual([5, 4, 2])
    })

    test('lets safe and finalized go backwards: nobody but us keeps them monotone', async () => {
      await answerOf(forkchoice(5, 2, 1))
      expect(await labels()).toEqual([5, 2, 1])
    })

    test('takes a zero hash in its own way', async () => {
      await answerOf(forkchoice(5, 4, 2))
      await answerOf(forkchoice(5, zeroHash, zeroHash))
      expect(await labels()).toEqual(
        { unchanged: [5, 4, 2], genesis: [5, 0, 0] }[world.personality.zeroLabel],
      )
    })

    test('does not know a head that nobody gave it', async () => {
      await answerOf(forkchoice(5, 4, 2))
      const { payloadStatus } = await answerOf(forkchoice(strangeHash, 4, 2))
      expect(payloadStatus.status).toBe('SYNCING')
      expect(await labels()).toEqual([5, 4, 2])
    })

    test('refuses an unknown safe with -38002 and keeps the old one', async () => {
      expect(await forkchoice(5, strangeHash, 2)).toMatchObject({ kind: 'refused', code: -38_002 })
      expect(await labels()).toEqual([5, 4, 2])
    })

    test('takes a head below its tip in its own way', async () => {
      await answerOf(forkchoice(5, 4, 2))
      await answerOf(forkchoice(4, 3, 2))
      expect(await labels()).toEqual(
        {
          'sets-labels-only': [5, 3, 2],
          ignored: [5, 4, 2],
          'moves-head': [4, 3, 2],
        }[world.personality.olderHead],
      )
      await answerOf(forkchoice(5, 4, 2))
    })

    test('refuses a payload whose bytes are not those of its hash', async () => {
      const good = await build(world.port, { ...parentOf(chain, genesis), salt: '22' })
      const { status } = await answerOf(
        world.port.newPayload({ ...good, payload: { ...good.payload, gasUsed: 1n } }, live),
      )
      expect(['INVALID', 'INVALID_BLOCK_HASH']).toContain(status)
    })

    test('knows no payload that it did not begin', async () => {
      expect(await world.port.getPayload('0x00000000000000ff', 3, live)).toMatchObject({
        kind: 'refused',
        code: world.personality.unknownPayload,
      })
    })

    test('refuses a safe above the head', async () => {
      const sixth = await build(world.port, { ...parentOf(chain, genesis), salt: '44' })
      await answerOf(forkchoice(5, 4, 2))
      const answer = await forkchoice(5, sixth.payload.blockHash, 2)
      expect(answer).toMatchObject({ kind: 'refused', code: world.personality.safeAboveHead })
      expect((await labels()).slice(1)).toEqual([4, 2])
    })

    test('builds what a rollup gives it, below its tip, and neither head nor labels move', async () => {
      const { blockHash, timestamp } = present(chain[3]).payload
      const parent = { hash: blockHash, timestamp, salt: '66' }
      const standing = { safeBlockHash: hashAt(4), finalizedBlockHash: hashAt(2) }
      const rollup = { transactions, noTxPool: true, gasLimit: '0x1c9c380' }
      await answerOf(forkchoice(5, 4, 2))
      if (world.personality.opAttributes === 'refused') {
        await expect(take(world.port, parent, standing, rollup)).rejects.toThrow('refused')
        return
      }
      const built = await take(world.port, parent, standing, rollup)
      expect(built.payload).toMatchObject({ parentHash: blockHash, blockNumber: 5 })
      expect(built.payload.transactions.map(toHex)).toEqual(transactions)
      expect(await take(world.port, parent, standing, rollup)).toEqual(built)
      expect(await labels()).toEqual([5, 4, 2])
      expect(await answerOf(world.port.newPayload(built, live))).toMatchObject({ status: 'VALID' })
      expect(await answerOf(world.port.payload(built.payload.blockHash, live))).toEqual(built)
    })

    test('follows to a rival branch, and refuses a safe that was left behind', async () => {
      const third = present(chain[2]).payload
      const fork = { hash: third.blockHash, timestamp: third.timestamp, salt: '33' }
      const rival = await build(world.port, fork)
      expect(rival.payload).toMatchObject({ parentHash: hashAt(3), blockNumber: 4 })
      await answerOf(forkchoice(5, 4, 2))
      expect(await forkchoice(rival.payload.blockHash, 4, 2)).toMatchObject({ kind: 'refused' })
      const moved = { 'moves-head': rival.payload.blockHash, 'changes-nothing': hashAt(5) }
      const latest = present(await answerOf(world.port.block({ tag: 'latest' }, live)))
      expect(latest.hash).toBe(moved[world.personality.refusedSafe])
      await answerOf(forkchoice(rival.payload.blockHash, 3, 2))
      expect(await labels()).toEqual([4, 3, 2])
      expect(present(await answerOf(world.port.block({ number: 4 }, live))).hash).toBe(
        rival.payload.blockHash,
      )
    })

    test('answers nobody who has another secret', async () => {
      if (world.stranger === undefined) return expect(world.port.name).toContain('in-memory')
      expect(await world.stranger.block({ tag: 'latest' }, live)).toMatchObject({ kind: 'unauthorized' })
    })
  })
}

/** Deposits, as far as their type goes; nothing here executes them. */
const transactions = ['0x7e01', '0x7e02'] as const

const unlabelled = { safeBlockHash: zeroHash, finalizedBlockHash: zeroHash }

const strangeHash: Hash = `0x${'77'.repeat(32)}`

interface Parent {
  readonly hash: Hash
  readonly timestamp: number
}

function parentOf(chain: readonly ExecutionPayloadEnvelope[], genesis: BlockHeader): Parent {
  const tip = chain.at(-1)?.payload
  return tip === undefined ? genesis : { hash: tip.blockHash, timestamp: tip.timestamp }
}

/** Begins a block on a parent, takes it, and hands it in again: known to the client, not its head. */
async function build(
  port: ExecutionClientPort,
  parent: Parent & { readonly salt: string },
): Promise<ExecutionPayloadEnvelope> {
  const built = await take(port, parent, unlabelled)
  expect(await answerOf(port.newPayload(built, live))).toMatchObject({ status: 'VALID' })
  return built
}

/** Begins a block on a parent, and takes it. */
async function take(
  port: ExecutionClientPort,
  { hash, timestamp, salt }: Parent & { readonly salt: string },
  labels: typeof unlabelled,
  rollup: PayloadAttributes = {},
): Promise<ExecutionPayloadEnvelope> {
  const attributes: PayloadAttributes = {
    timestamp: `0x${(timestamp + 1).toString(16)}`,
    prevRandao: `0x${salt.repeat(32)}`,
    suggestedFeeRecipient: `0x${'00'.repeat(20)}`,
    withdrawals: [],
    parentBeaconBlockRoot: `0x${'55'.repeat(32)}`,
    ...rollup,
  }
  const state = { headBlockHash: hash, ...labels }
  const { payloadId } = await answerOf(port.forkchoiceUpdated(state, attributes, live))
  return answerOf(port.getPayload(present(payloadId), 3, live))
}

async function answerOf<T>(answer: Promise<Answer<T>>): Promise<T> {
  const settled = await answer
  if (settled.kind !== 'ok') throw new Error(`${settled.kind}: ${settled.detail}`)
  return settled.value
}

function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('expected a value, saw none')
  return value
}
