import { blockers } from '../../machines/follower/blockers.ts'
import { type FollowerContext, initialContext } from '../../machines/follower/context.ts'
import { noFacts } from '../../machines/follower/facts.ts'
import { type Address, type Attestation, crossSafe, type Hash, localSafe } from '../../machines/values.ts'
import type { FollowerSnapshot } from '../../src/views/snapshot.ts'

export const alice: Address = `0x${'a1'.repeat(20)}`
export const bob: Address = `0x${'b0'.repeat(20)}`

/** A follower that has promoted block 8, with every node answering. */
export function wellContext(change: Partial<FollowerContext> = {}): FollowerContext {
  const started = initialContext({
    policy: { attesters: [alice, bob], threshold: 1 },
    facts: { ...noFacts, trustedBase: block(1), crossSafe: crossSafe(block(8)), finalized: block(4) },
    l1Configured: true,
    l1Check: false,
    limits: { poolStatements: 16, promotions: 16, confirmTries: 3, reassertTries: 3 },
    delays: {
      syncingDeadlineMs: 10_000,
      attestationDeadlineMs: 60_000,
      derivationDeadlineMs: 30_000,
      examineDeadlineMs: 5000,
      commandDeadlineMs: 4000,
      confirmDeadlineMs: 3000,
      confirmRetryMs: 500,
      replaceDeadlineMs: 20_000,
      holdRecheckMs: 2000,
    },
  })
  return {
    ...started,
    localSafe: localSafe(block(10)),
    engine: { ...started.engine, labels, safeIsOurs: true },
    derivation: { ...started.derivation, tip: block(10), finalized: block(5), currentL1: block(30) },
    l1: { ...started.l1, latest: block(32), finalized: block(20) },
    gossip: { peers: 2, trouble: null },
    ...change,
  }
}

export function attested(context: FollowerContext, ...pool: readonly Attestation[]): FollowerContext {
  return { ...context, pool }
}

export function says(signer: Address, number: number, hash = hashOf(number)): Attestation {
  return {
    number,
    hash,
    signer,
    l1View: block(2),
    issuedAtMs: 5000,
    topic: 'cross-safe-heads',
    digest: hashOf(number + 1000),
  }
}

/** A snapshot in which every blocker has stood for as long as the state. */
export function snapshotOf(
  context: FollowerContext,
  change: Partial<FollowerSnapshot> = {},
): FollowerSnapshot {
  const stateSinceMs = change.stateSinceMs ?? 1_000_000
  return {
    version: '0.1.0',
    chainId: 901,
    mode: 'shadow',
    state: 'awaitingAttestation',
    context,
    nowMs: stateSinceMs + 41_000,
    startedAtMs: 0,
    stateSinceMs,
    blockersSinceMs: Object.fromEntries(blockers(context).map(({ code }) => [code, stateSinceMs])),
    lastPromotionAtMs: null,
    ...change,
  }
}

export function block(number: number): { number: number; hash: Hash } {
  return { number, hash: hashOf(number) }
}

export function hashOf(number: number): Hash {
  return `0x${number.toString(16).padStart(64, '0')}`
}

const labels = { head: block(12), safe: block(8), finalized: block(4) }
