import { expect, it } from 'vitest'
import type { BlockRef } from '../../machines/values.ts'
import { createRollupNode } from '../../src/adapters/rollup-node/rollup-node.ts'
import type { DevnetEvent, Endpoints } from '../../src/devnet/events.ts'
import { runWithJson } from './run-with-json.ts'
import { type SafeWatch, watchSafe } from './safe-watch.ts'

const promotions = 12
const runDeadlineMs = 120_000

/** The block of the attester's own chain at the height of a promotion. */
async function attestedAt({ sequencerNode }: Endpoints, height: number): Promise<BlockRef | null> {
  const node = createRollupNode({ url: sequencerNode, deadlineMs: 5_000 })
  const answer = await node.blockAt(height, AbortSignal.timeout(5_000))
  return answer.kind === 'ok' ? answer.value : null
}

it(
  'moves safe from one attested block to the next, and to nothing else',
  async () => {
    const attested: Promise<BlockRef | null>[] = []
    const promoted: BlockRef[] = []
    let endpoints: Endpoints | null = null
    let watch: SafeWatch | null = null
    const onEvent = (event: DevnetEvent) => {
      if (event.event === 'ready') {
        endpoints = event.endpoints
        watch = watchSafe(endpoints.followerClient)
      }
      if (event.event !== 'promoted' || endpoints === null) return
      expect(Object.keys(event)).toEqual(['event', 'number', 'hash'])
      promoted.push({ number: event.number, hash: event.hash })
      if (promoted.length < promotions) attested.push(attestedAt(endpoints, event.number))
    }

    const { exitCode, events } = await runWithJson(
      { promotions },
      AbortSignal.timeout(runDeadlineMs),
      onEvent,
    )
    await watch!.end()

    expect(exitCode).toBe(0)
    expect(events.at(-1)).toMatchObject({ event: 'ended', ok: true })
    expect(promoted.length).toBeGreaterThanOrEqual(10)
    const chain = await Promise.all(attested)
    expect(chain).toMatchObject(promoted.slice(0, chain.length))

    const [trustedBase, ...seen] = watch!.seen.filter(({ number }) => number <= promoted.at(-1)!.number)
    expect(trustedBase!.number).toBe(0)
    expect(seen).toEqual(promoted.filter(({ number }) => seen.some((safe) => safe.number === number)))
    expect(seen.length).toBeGreaterThanOrEqual(10)
  },
  runDeadlineMs,
)
