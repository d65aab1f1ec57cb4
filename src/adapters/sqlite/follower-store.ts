import type { Fact } from '../../../machines/follower/facts.ts'
import { type ClockPort, systemClock } from '../../ports/clock.ts'
import type { FollowerStorePort } from '../../ports/store.ts'
import type { Database } from './database.ts'
import { forgetBelowFinalized, loadHeads, storeAttestation } from './follower-attestations.ts'
import { loadBlock } from './follower-blocks.ts'
import { storeDenial } from './follower-denials.ts'
import { acknowledgeEvidence, loadEvidence, storeEvidence, storeMute } from './follower-evidence.ts'
import { storeIntent, storePromotion, storeTrustedBase } from './follower-heads.ts'
import { appendToJournal, loadJournal } from './follower-journal.ts'
import { loadFollowerFacts } from './follower-load.ts'
import { followerSchema } from './follower-tables.ts'
import { defaultFollowerStoreLimits, type FollowerStoreLimits } from './limits.ts'
import { openInDirectory } from './open.ts'

export interface FollowerStoreOptions {
  readonly dataDir: string
  readonly limits?: Partial<FollowerStoreLimits>
  readonly clock?: ClockPort
}

/** Opens the follower's facts in a data directory, and keeps other processes out of it. */
export function openFollowerStore({ dataDir, ...options }: FollowerStoreOptions): FollowerStorePort {
  return createFollowerStore(openInDirectory(dataDir, 'follower.sqlite', followerSchema), options)
}

export function createFollowerStore(
  db: Database,
  { limits: given, clock = systemClock }: Omit<FollowerStoreOptions, 'dataDir'>,
): FollowerStorePort {
  const limits = { ...defaultFollowerStoreLimits, ...given }
  return {
    load: () => loadFollowerFacts(db),
    record: (fact) => db.transaction(() => record(db, fact, clock.nowMs(), limits)),
    recordIntent: (promotion) => db.transaction(() => storeIntent(db, promotion)),
    saveAttestation: (attestation, raw) => storeAttestation(db, attestation, raw, limits),
    attestedBlock: (block) => loadBlock(db, block),
    heads: (request) => loadHeads(db, request),
    evidence: () => loadEvidence(db),
    journal: (limit) => loadJournal(db, limit),
    close: db.close,
  }
}

/** State and journal in one transaction: neither can say what the other does not. */
function record(db: Database, fact: Fact, nowMs: number, limits: FollowerStoreLimits): void {
  apply(db, fact, nowMs, limits)
  appendToJournal(db, fact, nowMs, limits.limitJournalRows)
}

/** What only tells a story, `withdrawing`, `unexpected` and `defect`, has no state beside its journal line. */
function apply(db: Database, fact: Fact, nowMs: number, limits: FollowerStoreLimits): void {
  if (fact.kind === 'trusted-base') storeTrustedBase(db, fact.block)
  if (fact.kind === 'promoted') storePromotion(db, fact, limits)
  if (fact.kind === 'promoted') forgetBelowFinalized(db)
  if (fact.kind === 'denied') storeDenial(db, fact.denial, limits)
  if (fact.kind === 'evidence') storeEvidence(db, fact.evidence, nowMs, limits)
  if (fact.kind === 'acknowledged') acknowledgeEvidence(db, fact.evidenceId, nowMs)
  if (fact.kind === 'muted') storeMute(db, fact.signer, fact.evidenceId)
}
