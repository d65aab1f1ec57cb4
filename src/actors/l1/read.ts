import type { L1Question, L1Reading } from '../../../machines/follower/readings.ts'
import type { L1View } from '../../../machines/values.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { Answer } from '../../ports/trouble.ts'
import { viewStatuses } from './view-status.ts'

export type L1Reader = (question: L1Question, signal: AbortSignal) => Promise<L1Reading>

/** A reorg in the middle of a reading is read again this often. */
const limitAttempts = 3

/** Reads the L1 heads and what has become of each view, all of them on one and the same L1 chain. */
export function createL1Reader({ l1 }: { readonly l1: L1Port }): L1Reader {
  return async ({ views }, signal) => {
    for (let attempt = 0; attempt < limitAttempts; attempt++) {
      const reading = await readOnce(l1, views, signal)
      if (reading.kind !== 'read' || views.length === 0) return reading
      const still = await isCanonicalStill(l1, reading.latest, signal)
      if (still.kind !== 'ok') return still
      if (still.value) return reading
    }
    return { kind: 'timed-out', detail: `${l1.name} was reorganised at each of ${limitAttempts} readings` }
  }
}

async function readOnce(l1: L1Port, views: readonly L1View[], signal: AbortSignal): Promise<L1Reading> {
  const [latest, finalized] = await Promise.all([l1.latest(signal), l1.finalized(signal)])
  if (latest.kind !== 'ok') return latest
  if (finalized.kind !== 'ok') return finalized
  const statuses = await viewStatuses(l1, views, signal)
  if (statuses.kind !== 'ok') return statuses
  return { kind: 'read', latest: latest.value, finalized: finalized.value, views: statuses.value }
}

/** True when L1 only grew since the block was its latest, so everything read since is of one chain. */
async function isCanonicalStill(l1: L1Port, block: L1View, signal: AbortSignal): Promise<Answer<boolean>> {
  const now = await l1.blockAt(block.number, signal)
  return now.kind === 'ok' ? { kind: 'ok', value: now.value?.hash === block.hash } : now
}
