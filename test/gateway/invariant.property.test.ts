import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createMemoryChain } from '../../src/adapters/memory/chain.ts'
import { createManualClock } from '../../src/adapters/memory/clock.ts'
import { createMemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import type { L2BlockRef, SyncStatus } from '../../src/ports/rollup-node.ts'
import type { LocalSafeSetting } from '../../src/server/gateway/local-safe.ts'
import { createSyncStatusView } from '../../src/server/gateway/sync-status-view.ts'

const tip = 8
const forkAt = 4
const branches = ['l2', 'other'] as const
type Branch = (typeof branches)[number]

/** Two branches that share what is below the fork; equal blocks have equal hashes wherever they are made. */
const worlds = { l2: refsOf('l2'), other: refsOf('other') }

const height = fc.nat({ max: tip })
const branch = fc.constantFrom(...branches)

/** One poll: what the node says, on which branch its client is, when that changes, and what we decided. */
const round = fc.record({
  says: fc.record({ branch, unsafe: height, localSafe: height, safe: height, finalized: height }),
  client: branch,
  movesAfterCalls: fc.nat({ max: 4 }),
  decided: fc.record({ branch, crossSafe: height, finalized: height }),
})

const story = fc.record({
  rounds: fc.array(round, { minLength: 1, maxLength: 6 }),
  setting: fc.constantFrom<LocalSafeSetting[]>('derived', 'capped', 'auto'),
  interopTime: fc.option(fc.nat({ max: 2 * tip })),
})

it('whatever node and decision say, heads in order on one chain are served, or an error', async () => {
  const answers = { fresh: 0, unknown: 0, stale: 0 }
  const property = fc.asyncProperty(story, async ({ rounds, setting, interopTime }) => {
    const node = createMemoryRollupNode()
    node.chain.extend(tip)
    node.activateInterop(interopTime)
    let heads: { crossSafe: L2BlockRef; finalized: L2BlockRef }
    const view = createSyncStatusView({
      nodes: [node],
      heads: () => heads,
      localSafe: setting,
      clock: createManualClock(0),
      limitMs: 1000,
      deadlineMs: 10_000,
    })
    for (const { says, client, movesAfterCalls, decided } of rounds) {
      node.chain.reorg(forkAt, client, tip)
      node.report(statusOf(says))
      let calls = 0
      node.onCall(() => {
        if (calls++ === movesAfterCalls) node.chain.reorg(forkAt, otherThan(client), tip)
      })
      const ours = worlds[decided.branch]
      heads = { crossSafe: ours[decided.crossSafe]!, finalized: ours[decided.finalized]! }
      const answer = await view(AbortSignal.timeout(10_000))
      answers[answer.kind]++
      if (answer.kind !== 'fresh') continue
      expectServable(answer.status)
      expect(answer.status).toMatchObject({ safe_l2: heads.crossSafe, finalized_l2: heads.finalized })
      if (setting !== 'derived') expectObeyed(answer.status, interopTime)
    }
  })
  await fc.assert(property, { numRuns: 400 })
  expect(answers.fresh).toBeGreaterThan(10)
  expect(answers.unknown).toBeGreaterThan(50)
})

function expectServable({ finalized_l2, safe_l2, local_safe_l2, unsafe_l2 }: SyncStatus): void {
  const numbers = [finalized_l2, safe_l2, local_safe_l2, unsafe_l2].map(({ number }) => number)
  expect(numbers).toEqual(numbers.toSorted((a, b) => a - b))
  const chains = branches.filter((name) => worlds[name][local_safe_l2.number]!.hash === local_safe_l2.hash)
  for (const below of [finalized_l2, safe_l2]) {
    expect(chains.some((name) => worlds[name][below.number]!.hash === below.hash)).toBe(true)
  }
}

/** A Light CL takes local-safe for safe where interop is not active: it may not be beyond ours there. */
function expectObeyed({ safe_l2, local_safe_l2 }: SyncStatus, interopTime: number | null): void {
  const isActive = interopTime !== null && local_safe_l2.timestamp >= interopTime
  if (!isActive) expect(local_safe_l2).toEqual(safe_l2)
}

/** One snapshot of one branch, however little its heights fit together. */
function statusOf(says: { branch: Branch } & Record<'unsafe' | 'localSafe' | 'safe' | 'finalized', number>) {
  const chain = worlds[says.branch]
  return {
    unsafe_l2: chain[says.unsafe]!,
    local_safe_l2: chain[says.localSafe]!,
    safe_l2: chain[says.safe]!,
    finalized_l2: chain[says.finalized]!,
  }
}

function refsOf(name: Branch): readonly L2BlockRef[] {
  const chain = createMemoryChain('l2')
  chain.extend(tip)
  if (name !== 'l2') chain.reorg(forkAt, name)
  const node = createMemoryRollupNode({ chain })
  return Array.from({ length: tip + 1 }, (_, number) => node.refAt(number)!)
}

function otherThan(name: Branch): Branch {
  return name === 'l2' ? 'other' : 'l2'
}
