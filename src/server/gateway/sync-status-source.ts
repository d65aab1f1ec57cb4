import type { ClockPort } from '../../ports/clock.ts'
import type { LogPort } from '../../ports/log.ts'
import type { RollupNodePort } from '../../ports/rollup-node.ts'
import type { Heads } from '../../views/status.ts'
import { type SyncStatusAnswer, syncStatus, unknown } from '../sync-status.ts'
import { createActivation } from './activation.ts'
import { type Activation, isCapped, type LocalSafeSetting } from './local-safe.ts'
import { createLocate } from './locate.ts'

export interface SyncStatusSourceOptions {
  readonly node: RollupNodePort
  /** Our decision as it stands. */
  readonly heads: () => Pick<Heads, 'crossSafe' | 'finalized'>
  readonly localSafe: LocalSafeSetting
  readonly clock: ClockPort
  readonly limitMs: number
  readonly log?: LogPort
}

export type SyncStatusSource = (signal: AbortSignal) => Promise<SyncStatusAnswer>

/** `optimism_syncStatus` of our decision by one rollup node, which is asked when it is asked of us. */
export function createSyncStatusSource(options: SyncStatusSourceOptions): SyncStatusSource {
  const { node, heads, localSafe, clock, limitMs } = options
  const activationNow = localSafe === 'auto' ? createActivation(options) : async () => notAsked
  const locate = createLocate(node)
  let answeredAtMs: number | null = null
  return async (signal) => {
    // Read before the node is asked: what is decided meanwhile may lie above what it then answers.
    const { crossSafe, finalized } = heads()
    if (crossSafe === null || finalized === null) return unknown('nothing is promoted yet')
    const readAtMs = clock.nowMs()
    const [status, activation] = await Promise.all([node.syncStatus(signal), activationNow(signal)])
    if (status.kind !== 'ok') return unknown(`${status.detail}; ${ageOf(answeredAtMs, clock.nowMs())}`)
    answeredAtMs = readAtMs
    const located = await locate(status.value, { crossSafe, finalized }, signal)
    if (located.kind !== 'located') return located
    const capped = isCapped(localSafe, activation, status.value.local_safe_l2)
    return syncStatus({ ...located, node: status.value, readAtMs, capped }, clock.nowMs(), limitMs)
  }
}

/** S6: who is told nothing is told how old the last thing is that could have been told. */
function ageOf(answeredAtMs: number | null, nowMs: number): string {
  return answeredAtMs === null
    ? 'it has not answered yet'
    : `its newest answer is ${nowMs - answeredAtMs} ms old`
}

const notAsked: Activation = { kind: 'unknown', detail: 'it makes no difference' }
