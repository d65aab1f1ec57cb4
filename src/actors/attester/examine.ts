import type { ExamineOutcome, Rival, Statement, Work } from '../../../machines/attester/outcomes.ts'
import type { L1View, L1ViewStatus } from '../../../machines/values.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { AttesterStorePort } from '../../ports/store.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import { createL1Reader } from '../l1/read.ts'

export interface ExamineParts {
  readonly store: AttesterStorePort
  readonly executionClient: ExecutionClientPort
  readonly l1: L1Port | null
}

/** Gathers what speaks against a statement: our own earlier ones, and what L1 says of their views now. */
export async function examine(
  { store, executionClient, l1 }: ExamineParts,
  work: Work,
  signal: AbortSignal,
): Promise<ExamineOutcome> {
  const forgotten = work.number <= (store.forgottenUpTo() ?? -1)
  const left = await leftBehind(store, executionClient, work, signal)
  if (left.kind !== 'ok') return left
  const rivals = [...rivalsAt(store, work), ...left.value]
  if (rivals.length === 0) return { kind: 'examined', rivals: [], viewStatus: null, forgotten }
  return weigh(l1, work, rivals, forgotten, signal)
}

function rivalsAt(store: AttesterStorePort, { number, hash }: Work): readonly Statement[] {
  return store.intentsAt(number).filter((intent) => intent.hash !== hash)
}

/**
 * An attestation covers all ancestors of its block, so a new head that leaves the last one we
 * signed aside contradicts it as much as a second hash at its height would.
 */
async function leftBehind(
  store: AttesterStorePort,
  executionClient: ExecutionClientPort,
  { number, parentHash, occasion }: Work,
  signal: AbortSignal,
): Promise<Answer<readonly Statement[]> | Extract<ExamineOutcome, { kind: 'missing' }>> {
  const last = store.newestSigned()
  const isAncestorForSure = last === null || last.number >= number || last.hash === parentHash
  if (occasion !== 'newest' || isAncestorForSure) return { kind: 'ok', value: [] }
  const ancestor = await executionClient.block({ number: last.number }, signal)
  if (ancestor.kind !== 'ok') return ancestor
  if (ancestor.value === null) {
    return { kind: 'missing', detail: `${executionClient.name} has no block ${last.number} yet` }
  }
  return { kind: 'ok', value: ancestor.value.hash === last.hash ? [] : [last] }
}

async function weigh(
  l1: L1Port | null,
  { l1View }: Work,
  rivals: readonly Statement[],
  forgotten: boolean,
  signal: AbortSignal,
): Promise<ExamineOutcome> {
  const views = [l1View, ...rivals.map((rival) => rival.l1View)]
  const statuses = await statusesOf(l1, views, signal)
  if (statuses.kind !== 'ok') return statuses
  const [viewStatus = null, ...others] = statuses.value
  const weighed: readonly Rival[] = rivals.map(({ number, hash, l1View: view }, index) => {
    return { number, hash, l1View: view, viewStatus: others[index] ?? null }
  })
  return { kind: 'examined', rivals: weighed, viewStatus, forgotten }
}

/** All on one L1 chain, and none of them known where there is no L1 to ask. */
async function statusesOf(
  l1: L1Port | null,
  views: readonly L1View[],
  signal: AbortSignal,
): Promise<{ kind: 'ok'; value: readonly (L1ViewStatus | null)[] } | Trouble> {
  if (l1 === null) return { kind: 'ok', value: views.map(() => null) }
  const reading = await createL1Reader({ l1 })({ views }, signal)
  if (reading.kind !== 'read') return reading
  return { kind: 'ok', value: views.map(({ hash }) => reading.views[hash] ?? null) }
}
