import type { Fact } from '../../machines/follower/facts.ts'
import type { GossipMessage, GossipVerdict } from '../ports/gossip.ts'
import type { LogFields, LogPort } from '../ports/log.ts'
import type { FollowerOptions } from './options.ts'

type Line = readonly [level: keyof LogPort, message: string, fields: LogFields]

/** One line per fact: static message, what varies in fields. */
export function logFact(log: LogPort | undefined, fact: Fact): void {
  const [level, message, fields] = lineOf(fact)
  log?.[level](message, fields)
}

/** What the follower will trust, said once, so that nobody has to guess it later. */
export function logStart(log: LogPort | undefined, options: FollowerOptions): void {
  const { chainId, mode, attesters, threshold = 1, rollupNodes, l1 } = options
  log?.info('follower starts', {
    chainId,
    mode,
    attesters: attesters.length,
    threshold,
    rollupNodes: rollupNodes.map(({ name }) => name).join(' '),
    l1: l1?.name ?? null,
  })
  if (l1 === null) log?.warn('no L1: finality does not move and contradictions never halt', {})
  if (options.acceptDraftDomain)
    log?.warn('draft domain: any signed unsafe block counts as an attestation', {})
}

/** Of messages that no honest peer sends us. When an address in the trust policy is wrong, it shows here. */
export function logRefusal(
  log: LogPort | undefined,
  verdict: GossipVerdict,
  { topic, from }: GossipMessage,
): void {
  const isSuspect = verdict.kind === 'reject' || (verdict.kind === 'ignore' && verdict.penalty)
  if (isSuspect) log?.warn('message refused', { code: verdict.reason, topic, from })
}

function lineOf(fact: Fact): Line {
  switch (fact.kind) {
    case 'promoted': {
      const { safe, finalized, because, tier } = fact
      return [
        'info',
        'promoted',
        { safe: safe.number, hash: safe.hash, finalized: finalized?.number ?? null, because, tier },
      ]
    }
    case 'evidence': {
      const { id, kind, detail, halts } = fact.evidence
      return [
        'warn',
        'contradiction kept as evidence',
        { code: halts ? `halt/${kind}` : kind, evidence: id, detail },
      ]
    }
    case 'muted':
      return ['warn', 'attester muted', { signer: fact.signer, evidence: fact.evidenceId }]
    case 'denied': {
      const { number, denied, replacement } = fact.denial
      return ['warn', 'block replaced', { number, denied, replacement }]
    }
    case 'withdrawing': {
      const { block, derived, detail } = fact
      return [
        'warn',
        'cross-safe head is withdrawn',
        { code: 'derivation/withdrawing', number: block.number, hash: block.hash, derived, detail },
      ]
    }
    case 'acknowledged':
      return ['info', 'halt acknowledged', { evidence: fact.evidenceId }]
    case 'unexpected':
      return ['warn', 'unexpected event', { event: fact.event }]
    case 'defect':
      return ['error', 'defect', { code: 'defect', where: fact.where, detail: fact.detail }]
    case 'trusted-base':
      return ['info', 'trusted base', { number: fact.block.number, hash: fact.block.hash }]
  }
}
