import type { Evidence } from '../../machines/follower/facts.ts'
import { type Attestation, sameBlock } from '../../machines/values.ts'
import { fromHex } from '../wire/hex.ts'
import { type OpenedMessage, openMessage } from '../wire/signed-message.ts'
import { attestationDomain, draftDomain } from '../wire/topics.ts'
import type { EvidenceFileContent } from './answers.ts'

/** One thing that was checked, in words. */
export interface Finding {
  readonly ok: boolean
  readonly text: string
}

/**
 * Checks evidence from its bytes alone: that each statement was signed by whom it names, and that
 * the statements contradict what the evidence says they do. Asks nobody and trusts no field; what
 * a chain derived is for its nodes to say.
 */
export function verifyEvidence({ chainId, evidence, raw }: EvidenceFileContent): readonly Finding[] {
  const opened = raw.flatMap((message) => open(chainId, message))
  return [...evidence.statements.map((statement) => signed(statement, opened)), contradiction(evidence)]
}

interface Opened {
  readonly message: OpenedMessage
  readonly draft: boolean
}

/** A signature recovers to some address under any domain, so the digest tells under which it was made. */
function open(
  chainId: number,
  { digest, topic, bytes }: EvidenceFileContent['raw'][number],
): readonly Opened[] {
  const domains = [attestationDomain(topic), draftDomain]
  return domains.flatMap((domain) => {
    const message = openMessage({ topic, chainId, domain }, fromHex(bytes))
    if (message.kind === 'malformed' || message.value.digest !== digest) return []
    if (message.value.verifyBody().kind === 'malformed') return []
    return [{ message: message.value, draft: domain === draftDomain }]
  })
}

/** Any copy of a statement proves it; copies differ in their time and L1 view only. */
function signed(statement: Attestation, opened: readonly Opened[]): Finding {
  const copy = opened.find(
    ({ message }) => message.signer === statement.signer && sameBlock(message, statement),
  )
  const claim = `${statement.signer} for block ${statement.number} ${statement.hash}`
  if (copy === undefined) return { ok: false, text: `no signed bytes of ${claim}` }
  const domain = copy.draft ? ', under the draft’s unsafe zero domain' : ''
  return { ok: true, text: `signed by ${claim}${domain}` }
}

function contradiction(evidence: Evidence): Finding {
  const contradicts = evidence.kind === 'equivocation' ? equivocates(evidence) : differs(evidence)
  return contradicts
    ? { ok: true, text: `the contradiction stands (${evidence.kind})` }
    : { ok: false, text: `the statements do not contradict anything (${evidence.kind})` }
}

function equivocates({ statements }: Evidence): boolean {
  return statements.some((one) =>
    statements.some(
      (other) => other.signer === one.signer && other.number === one.number && other.hash !== one.hash,
    ),
  )
}

function differs({ statements, expected, seen }: Evidence): boolean {
  if (expected === null || expected.number !== seen.number || expected.hash === seen.hash) return false
  return statements.some((statement) => sameBlock(statement, seen) || sameBlock(statement, expected))
}
