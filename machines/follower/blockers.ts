import { attestedAhead, candidate, foreignSafeNumber } from './candidate.ts'
import type { BlockerCode } from './codes.ts'
import { consolidationBlockers, whyConsolidationWaits } from './consolidation-blockers.ts'
import type { FollowerContext, Hold } from './context.ts'
import { endOfGap } from './parting.ts'
import {
  codeOfLowHead,
  hasToReset,
  nodeNotReset,
  refusedNodeBlockers,
  whyDerivationWaits,
  whyNothingIsAttested,
} from './replacement-blockers.ts'
import { attestedBlocks, counts } from './trust.ts'

/** One reason why the next block cannot be promoted. */
export interface Blocker {
  readonly code: BlockerCode
  readonly detail: string
  readonly expected?: string
  readonly seen?: string
}

/**
 * The heart: every reason why the next block cannot be promoted, decisive ones first.
 * Empty means that a block is attested and derived, rebuilt where the L1 check is on, and may be examined now. The machine's
 * guards, `explain`, metrics and `/readyz` all read this list, so they cannot drift apart.
 */
export function blockers(context: FollowerContext): readonly Blocker[] {
  const obstacles = [
    ...haltBlockers(context),
    ...engineBlockers(context),
    ...derivationBlockers(context),
    ...l1Blockers(context),
  ]
  const next = candidate(context)
  if (next !== null) return obstacles
  return [
    ...obstacles,
    ...consolidationBlockers(context),
    ...refusedNodeBlockers(context),
    ...holdBlockers(context),
    ...gapBlockers(context),
    ...attestationBlockers(context),
  ]
}

function haltBlockers({ openEvidence }: FollowerContext): readonly Blocker[] {
  if (openEvidence === null || openEvidence.kind === 'late-conflict') return []
  const { kind, detail, expected, seen } = openEvidence
  return [
    {
      code: `halt/${kind}`,
      detail,
      ...(expected === null ? {} : { expected: `${expected.number} ${expected.hash}` }),
      seen: `${seen.number} ${seen.hash}`,
    },
  ]
}

function engineBlockers(context: FollowerContext): readonly Blocker[] {
  const { engine, crossSafe, hold, reassertTries, limits } = context
  const found: Blocker[] = []
  if (engine.trouble !== null) {
    found.push({ code: `engine/${engine.trouble.kind}`, detail: engine.trouble.detail })
  } else if (engine.labels === null) {
    found.push({ code: 'engine/not-read', detail: 'waiting for the first answer' })
  } else if (crossSafe !== null && engine.labels.head.number < crossSafe.number) {
    found.push({
      code: codeOfLowHead(context),
      detail: 'its head is below the cross-safe head',
      expected: `head at or above ${crossSafe.number}`,
      seen: `${engine.labels.head.number}`,
    })
  }
  const foreign = foreignSafeNumber(context)
  const fallsBackAgain = reassertTries >= limits.reassertTries
  if (foreign >= 0 && (candidate(context)?.number ?? -1) < foreign) {
    found.push(foreignWriter(context, `safe stands at ${foreign}`))
  } else if (fallsBackAgain) {
    found.push(foreignWriter(context, `safe was lowered ${reassertTries} times after we set it`))
  }
  if (hold !== null && stopsAll(hold)) found.push(asBlocker(hold))
  return found
}

/** What a client says of one safe block under its head says nothing about another; all else is about the client. */
function stopsAll({ code }: Hold): boolean {
  return code.startsWith('engine/') && code !== 'engine/forkchoice-refused'
}

function foreignWriter({ crossSafe, engine }: FollowerContext, detail: string): Blocker {
  return {
    code: 'engine/foreign-writer',
    detail,
    expected: `${crossSafe?.number} ${crossSafe?.hash}`,
    seen: `${engine.labels?.safe?.number} ${engine.labels?.safe?.hash}`,
  }
}

function derivationBlockers(context: FollowerContext): readonly Blocker[] {
  const { derivation } = context
  if (derivation.trouble !== null) {
    if (derivation.trouble.kind === 'sources-differ' && hasToReset(context)) {
      return [nodeNotReset(context, derivation.trouble.detail)]
    }
    return [{ code: `derivation/${derivation.trouble.kind}`, detail: derivation.trouble.detail }]
  }
  return derivation.tip === null
    ? [{ code: 'derivation/not-read', detail: 'waiting for the first answer' }]
    : []
}

function l1Blockers({ l1 }: FollowerContext): readonly Blocker[] {
  if (!l1.configured) return []
  if (l1.trouble !== null) return [{ code: `l1/${l1.trouble.kind}`, detail: l1.trouble.detail }]
  return l1.latest === null ? [{ code: 'l1/not-read', detail: 'waiting for the first answer' }] : []
}

function holdBlockers({ hold }: FollowerContext): readonly Blocker[] {
  return hold === null || stopsAll(hold) ? [] : [asBlocker(hold)]
}

function asBlocker({ code, detail, expected, seen }: Hold): Blocker {
  return {
    code,
    detail,
    ...(expected === undefined ? {} : { expected }),
    ...(seen === undefined ? {} : { seen }),
  }
}

function gapBlockers(context: FollowerContext): readonly Blocker[] {
  const end = endOfGap(context)
  if (end === null) return []
  const { crossSafe } = context
  return [
    {
      code: 'attestation/gap',
      detail: 'the peers are asked for what is attested in between',
      expected: `an attestation between ${crossSafe?.number} and ${end.number}`,
      seen: `${end.number} ${end.hash}, which is not on our chain`,
    },
  ]
}

/** Why there is no candidate, when nothing else is in the way. */
function attestationBlockers(context: FollowerContext): readonly Blocker[] {
  const ahead = attestedAhead(context)
  if (ahead !== null) {
    const { tip } = context.derivation
    // How far we have derived is not known while the derivation cannot be read, which is said already.
    if (tip === null) return []
    if (ahead.number <= tip.number) return whyConsolidationWaits(context, ahead)
    return [
      {
        ...whyDerivationWaits(context, tip),
        expected: `local-safe at or above ${ahead.number}`,
        seen: `${tip.number}`,
      },
    ]
  }
  // What is attested and derived, and no candidate all the same, waits for an obstacle named before.
  if (context.hold !== null || attestedBlocks(context).length > 0) return []
  const missing = quorumBlocker(context) ?? silence(context)
  return [...whyNothingIsAttested(context), ...missing, ...gossipBlockers(context)]
}

function quorumBlocker(context: FollowerContext): readonly Blocker[] | null {
  const floor = context.crossSafe?.number ?? -1
  const waiting = context.pool.filter((statement) => statement.number > floor && counts(context, statement))
  const highest = waiting.at(-1)
  if (highest === undefined) return null
  const rivals = waiting.filter((statement) => statement.number === highest.number)
  const hashes = new Set(rivals.map((statement) => statement.hash))
  const code: BlockerCode = hashes.size > 1 ? 'attestation/quorum-split' : 'attestation/quorum-missing'
  return [
    {
      code,
      detail: `at height ${highest.number}`,
      expected: `${context.policy.threshold} attesters on one hash`,
      seen: rivals.map((statement) => `${statement.signer} ${statement.hash}`).join(', '),
    },
  ]
}

function silence({ attestationOverdue, crossSafe }: FollowerContext): readonly Blocker[] {
  const code: BlockerCode = attestationOverdue ? 'attestation/overdue' : 'attestation/missing'
  return [{ code, detail: `nothing attested above ${crossSafe?.number ?? 'the trusted base'}` }]
}

function gossipBlockers({ gossip }: FollowerContext): readonly Blocker[] {
  if (gossip.trouble !== null) return [{ code: 'gossip/down', detail: gossip.trouble }]
  return gossip.peers === 0
    ? [{ code: 'gossip/no-peers', detail: 'waiting for a static peer to answer' }]
    : []
}
