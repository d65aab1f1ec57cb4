import type { Address, Attestation } from '../../../machines/values.ts'
import type { ClockPort } from '../../ports/clock.ts'
import type { GossipMessage, GossipVerdict, MessageChannel } from '../../ports/gossip.ts'
import type { Decoded } from '../../wire/decoded.ts'
import { type OpenedMessage, openMessage } from '../../wire/signed-message.ts'
import { attestationDomain, draftDomain as zeroDomain } from '../../wire/topics.ts'
import { createSeen, type Seen } from './seen.ts'

export interface GossipValidatorOptions {
  readonly chainId: number
  /** Whose statements count now. Asked for each message, because keys rotate. */
  readonly attesters: () => readonly Address[]
  /** Keys that counted until lately: honest relays may still hand their statements on. */
  readonly retired?: () => readonly Address[]
  readonly clock: ClockPort
  /** `--wire.draft-domain`: blocks signed under the zero domain count as well. Unsafe. */
  readonly draftDomain?: boolean
  readonly onAccepted: (attestation: Attestation, raw: Uint8Array) => void
  readonly onVerdict?: (verdict: GossipVerdict, message: GossipMessage) => void
}

export const limitAgeMs = 120_000
export const limitAheadMs = 5_000
const limitSeenStatements = 4_096

/**
 * What is known already, by how it came: gossip that an answer has told us before is new to those behind us,
 * and relayed; an answer tells nothing new either way.
 */
type Known = Readonly<Record<MessageChannel, Seen>>

/**
 * The verdict table of the gossip protocol, and of answers by height, which may be of any age. A verdict depends on the signature and on bounds, never
 * on what we have derived: a follower that lags relays as well as any other. It costs one recovery at
 * most (two with the draft's domain), and a block is hashed only for a signer that counts.
 */
export function createGossipValidator(
  options: GossipValidatorOptions,
): (message: GossipMessage, channel?: MessageChannel) => GossipVerdict {
  const known: Known = { gossip: createSeen(limitSeenStatements), answer: createSeen(limitSeenStatements) }
  return (message, channel = 'gossip') => {
    const verdict = judge(options, known, message, channel)
    options.onVerdict?.(verdict, message)
    return verdict
  }
}

function judge(
  options: GossipValidatorOptions,
  known: Known,
  message: GossipMessage,
  channel: MessageChannel,
): GossipVerdict {
  const opened = open(options, message)
  if (opened.kind === 'malformed') return rejected('malformed')
  const statement = opened.value
  const objection =
    signerObjection(options, statement.signer) ??
    timeObjection(statement, options.clock.nowMs(), channel) ??
    (isKnown(known, statement, channel) ? ignored('already-seen') : null)
  if (objection !== null) return objection
  if (statement.verifyBody().kind === 'malformed') return rejected('wrong-block-hash')
  known[channel].remember(statement)
  options.onAccepted(attestationOf(statement), message.data)
  return { kind: 'accept' }
}

/** A signature says nothing of the domain it was made for: under another one it recovers another address. */
function open(options: GossipValidatorOptions, { topic, data }: GossipMessage): Decoded<OpenedMessage> {
  const { chainId, attesters } = options
  const opened = openMessage({ topic, chainId, domain: attestationDomain(topic) }, data)
  const wantsDraft = options.draftDomain === true && topic === 'cross-safe-blocks'
  if (!wantsDraft || opened.kind === 'malformed') return opened
  if (attesters().includes(opened.value.signer)) return opened
  return openMessage({ topic, chainId, domain: zeroDomain }, data)
}

function signerObjection(options: GossipValidatorOptions, signer: Address): GossipVerdict | null {
  if (options.attesters().includes(signer)) return null
  if (options.retired?.().includes(signer)) return ignored('retired-key')
  return { kind: 'ignore', reason: 'unknown-signer', penalty: true }
}

/** A block says when it was built, not when it was attested: it may be of any age. */
function timeObjection(
  { issuedAtMs, timestamp }: OpenedMessage,
  nowMs: number,
  channel: MessageChannel,
): GossipVerdict | null {
  if ((issuedAtMs ?? timestamp * 1_000) > nowMs + limitAheadMs) return ignored('from-the-future')
  const mayBeOld = channel === 'answer' || issuedAtMs === null
  return mayBeOld || issuedAtMs >= nowMs - limitAgeMs ? null : ignored('too-old')
}

function isKnown({ gossip, answer }: Known, statement: OpenedMessage, channel: MessageChannel): boolean {
  return gossip.has(statement) || (channel === 'answer' && answer.has(statement))
}

function attestationOf(statement: OpenedMessage): Attestation {
  const { topic, signer, digest, number, hash, l1View, issuedAtMs } = statement
  return { topic, signer, digest, number, hash, l1View, issuedAtMs }
}

function ignored(reason: string): GossipVerdict {
  return { kind: 'ignore', reason, penalty: false }
}

function rejected(reason: string): GossipVerdict {
  return { kind: 'reject', reason }
}
