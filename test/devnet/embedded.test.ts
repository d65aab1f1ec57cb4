import { createPublicClient, http } from 'viem'
import { expect, it } from 'vitest'
import type { BlockRef } from '../../machines/values.ts'
import { createRollupNode } from '../../src/adapters/rollup-node/rollup-node.ts'
import type { DevnetEvent, Endpoints } from '../../src/devnet/events.ts'
import { runWithJson } from './run-with-json.ts'

const promotions = 12

/** What an outsider reads at a promotion: the client's label, and the attested chain at that height. */
interface Observation {
  readonly promoted: BlockRef
  readonly safe: BlockRef
  readonly attested: BlockRef | null
}

async function observe(endpoints: Endpoints, promoted: BlockRef): Promise<Observation> {
  const client = createPublicClient({ transport: http(endpoints.followerClient, { retryCount: 0 }) })
  const sequencer = createRollupNode({ url: endpoints.sequencerNode, deadlineMs: 5_000 })
  const [{ number, hash }, attested] = await Promise.all([
    client.getBlock({ blockTag: 'safe' }),
    sequencer.blockAt(promoted.number, AbortSignal.timeout(5_000)),
  ])
  return {
    promoted,
    safe: { number: Number(number), hash },
    attested: attested.kind === 'ok' ? attested.value : null,
  }
}

it('promotes what was attested, and the client says so each time', { timeout: 120_000 }, async ({
  signal,
}) => {
  const observations: Promise<Observation>[] = []
  let endpoints: Endpoints | null = null
  const onEvent = (event: DevnetEvent) => {
    if (event.event === 'ready') endpoints = event.endpoints
    if (event.event !== 'promoted' || endpoints === null || observations.length === promotions - 1) return
    observations.push(observe(endpoints, { number: event.number, hash: event.hash }))
  }
  const { exitCode, events } = await runWithJson({ promotions }, signal, onEvent)

  expect(events.at(-1)).toMatchObject({ event: 'ended', ok: true, promotions })
  expect(exitCode).toBe(0)
  const seen = await Promise.all(observations)
  expect(seen.length).toBeGreaterThanOrEqual(10)
  for (const { promoted, safe, attested } of seen) {
    expect(safe).toEqual(promoted)
    expect(attested).toMatchObject(promoted)
  }
})
