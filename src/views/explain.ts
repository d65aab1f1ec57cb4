import { type Blocker, blockers } from '../../machines/follower/blockers.ts'
import { type BlockerCode, blockerMeanings } from '../../machines/follower/codes.ts'
import { checks, type FineCheck } from './checks.ts'
import { type Deadline, deadline } from './deadline.ts'
import { type Footing, footing } from './footing.ts'
import { prospect } from './prospects.ts'
import { runbook } from './runbook.ts'
import type { FollowerSnapshot } from './snapshot.ts'
import { type Heads, heads } from './status.ts'

/**
 * `promotable`: nothing is in the way. `idle`: everything attested is promoted, and the next
 * attestation is not overdue. `blocked`: something is in the way. `halted`: a person must act.
 */
export type Verdict = 'promotable' | 'idle' | 'blocked' | 'halted'

export interface ExplainedBlocker extends Blocker {
  readonly meaning: string
  readonly forMs: number
  readonly next: string
  readonly runbook: string
}

/** Why the next block is not promoted; `follower_explain` answers it. */
export interface Explanation {
  readonly verdict: Verdict
  readonly state: string
  readonly stateForMs: number
  readonly heads: Heads
  /** What the cross-safe head rests on besides its attestation. */
  readonly footing: Footing | null
  readonly blockers: readonly ExplainedBlocker[]
  readonly fine: readonly FineCheck[]
  /** What ends this state by itself, and in how long. */
  readonly deadline: Deadline | null
  /** The evidence to look at and to acknowledge. */
  readonly haltedBy: string | null
}

export function explain(snapshot: FollowerSnapshot): Explanation {
  const { context, state, stateSinceMs, nowMs } = snapshot
  const standing = blockers(context)
  return {
    verdict: verdict(snapshot, standing),
    state,
    stateForMs: nowMs - stateSinceMs,
    heads: heads(context),
    footing: footing(context),
    blockers: standing.map((blocker) => explained(blocker, snapshot)),
    fine: checks(
      context,
      standing.map(({ code }) => code),
    ),
    deadline: deadline(snapshot),
    haltedBy: context.openEvidence?.id ?? null,
  }
}

function verdict({ context }: FollowerSnapshot, standing: readonly Blocker[]): Verdict {
  if (context.openEvidence !== null) return 'halted'
  if (standing.length === 0) return 'promotable'
  return standing.every(({ code }) => code === quiet) ? 'idle' : 'blocked'
}

/** Between two attestations nothing is wrong. */
const quiet: BlockerCode = 'attestation/missing'

function explained(blocker: Blocker, { blockersSinceMs, nowMs }: FollowerSnapshot): ExplainedBlocker {
  const { code } = blocker
  return {
    ...blocker,
    meaning: blockerMeanings[code],
    forMs: nowMs - (blockersSinceMs[code] ?? nowMs),
    next: prospect(code),
    runbook: runbook(code),
  }
}
