import { sameBlock } from '../values.ts'
import { backlogAfter, backlogBelow } from './backlog.ts'
import { type AttesterContext, type AttesterTrouble, counterSaturation, type Refusal } from './context.ts'
import { forbiddingRival } from './equivocation.ts'
import type { ExamineOutcome, FetchOutcome, Occasion, PollOutcome, Work } from './outcomes.ts'

/** How outcomes enter the context. Pure; each answers the changed fields. */
type Change = Partial<AttesterContext>

const idle = { work: null, intended: null } as const

export function notePoll(context: AttesterContext, outcome: PollOutcome): Change {
  if (outcome.kind !== 'head') return {}
  const { newest, refusal, pollsSinceSaid, limits } = context
  const isOver = refusal?.reason === 'source-only-derives' || sameBlock(outcome.head, newest)
  return {
    head: outcome.head,
    pollsSinceSaid: Math.min(pollsSinceSaid + 1, limits.repeatEveryPolls),
    refusal: isOver ? null : refusal,
  }
}

export function begin({ head, backlog }: AttesterContext, occasion: Occasion): Change {
  if (occasion === 'older') {
    return { work: backlog && { ...backlog.next, occasion, timestamp: null, parentHash: null } }
  }
  return { work: head && { ...head, occasion } }
}

export function noteFetched({ work }: AttesterContext, outcome: FetchOutcome): Change {
  if (work === null || outcome.kind !== 'fetched') return {}
  return { work: { ...work, timestamp: outcome.timestamp, parentHash: outcome.parentHash } }
}

export function noteIntended({ work }: AttesterContext): Change {
  return { intended: work && { number: work.number, hash: work.hash, l1View: work.l1View }, refusal: null }
}

/** Said and heard: only now does the work count as done. */
export function noteReached(context: AttesterContext): Change {
  const { work } = context
  if (work === null) return {}
  return { ...idle, ...progress(context, work), failures: 0, trouble: null }
}

function progress({ newest, signedThrough, backlog, limits }: AttesterContext, work: Work): Change {
  if (work.occasion === 'older') return { backlog: backlog && backlogAfter(work, backlog) }
  const said = {
    newest: { number: work.number, hash: work.hash },
    announced: true,
    pollsSinceSaid: 0,
  }
  if (work.occasion === 'repeat') return said
  const owed = backlogBelow(work, signedThrough ?? newest, backlog, limits.backfillBlocks)
  return { ...said, signedThrough: null, backlog: owed }
}

/** What new heads would meet as well, and what passes. */
const passing: readonly string[] = ['unreachable', 'timed-out', 'unpublished']

/** An older block that cannot be had ends the backlog instead of holding up new heads. */
export function noteTrouble({ failures, work, backlog }: AttesterContext, trouble: AttesterTrouble): Change {
  const isLost = work?.occasion === 'older' && !passing.includes(trouble.kind)
  return { ...idle, backlog: isLost ? null : backlog, failures: increased(failures), trouble }
}

export function noteRefusal({ work, backlog }: AttesterContext, refusal: Refusal): Change {
  return { ...idle, backlog: work?.occasion === 'older' ? null : backlog, refusal, trouble: null }
}

export function increased(counter: number): number {
  return Math.min(counter + 1, counterSaturation)
}

export const sourceRefusal: Refusal = {
  reason: 'source-only-derives',
  detail:
    'the rollup node does not verify other chains, so its safe head is only local-safe; ' +
    'attest beside a node that does, or vouch for this one with --attest.trust-source',
  expected: null,
  seen: null,
}

/** Why an examined statement is not signed. */
export function statementRefusal({ work }: AttesterContext, outcome: ExamineOutcome): Refusal {
  const seen = work && { number: work.number, hash: work.hash }
  const rival = work && outcome.kind === 'examined' ? forbiddingRival(work, outcome) : null
  if (rival === null) return { reason: 'forgotten', detail: forgottenDetail, expected: null, seen }
  const expected = { number: rival.number, hash: rival.hash }
  return { reason: 'would-equivocate', detail: equivocationDetail, expected, seen }
}

const forgottenDetail =
  'what was signed at this height is no longer on record, and a second hash must never be signed; ' +
  'it goes on by itself above the forgotten heights'

const equivocationDetail =
  'another block was signed there under an L1 view that is not known to be orphaned; ' +
  'compare the rollup node with another one; it goes on by itself when the source agrees again or L1 has moved on'
