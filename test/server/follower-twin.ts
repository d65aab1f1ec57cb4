import type { BlockerCode } from '../../machines/follower/codes.ts'
import type { Hash } from '../../machines/values.ts'
import type { L2BlockRef, SyncStatus } from '../../src/ports/rollup-node.ts'
import type { EvidenceBundle } from '../../src/ports/store.ts'
import type { FollowerView } from '../../src/server/follower-view.ts'

/** A follower that can be told what to answer. */
export interface FollowerTwin extends FollowerView {
  readonly acknowledged: readonly string[]
}

const footing = { tier: 2, proven: 'its attributes', trusted: 'the rollup node' } as const

export function createFollowerTwin(parts: Partial<FollowerView> = {}): FollowerTwin {
  const acknowledged: string[] = []
  return {
    chainId: 901,
    version: '1.2.3',
    status: () => ({
      version: '1.2.3',
      chainId: 901,
      mode: 'shadow',
      state: 'awaitingAttestation',
      stateForMs: 1500,
      upForMs: 60_000,
      heads: {
        unsafe: block(12),
        localSafe: block(10),
        attested: null,
        crossSafe: block(8),
        finalized: block(4),
      },
      footing,
      consolidation: { enabled: true, watermark: block(9), origin: block(30) },
      trustedBase: block(1),
      lagBlocks: 2,
      lastPromotionMsAgo: 4000,
      peers: 1,
      threshold: 1,
      attesters: [],
      statementsHeld: 3,
      blockers: ['attestation/missing'],
      haltedBy: null,
    }),
    explain: () => ({
      verdict: 'idle',
      state: 'awaitingAttestation',
      stateForMs: 1500,
      heads: {
        unsafe: block(12),
        localSafe: block(10),
        attested: null,
        crossSafe: block(8),
        finalized: block(4),
      },
      footing,
      blockers: [],
      fine: [],
      deadline: null,
      haltedBy: null,
    }),
    readiness: () => ({ ready: true, because: [], blockers: ['attestation/missing'] }),
    syncStatus: () => ({ kind: 'fresh', status: nodeStatus(12, 10) }),
    passOn: async () => ({ kind: 'silent', detail: 'there is no rollup node' }),
    evidence: () => [],
    acknowledgeHalt: (id) => {
      acknowledged.push(id)
      return { kind: 'acknowledged' }
    },
    ...parts,
    acknowledged,
  }
}

export function unreadyBecause(...codes: readonly BlockerCode[]): Partial<FollowerView> {
  return { readiness: () => ({ ready: false, because: codes, blockers: codes }) }
}

export function hashOf(number: number): Hash {
  return `0x${number.toString(16).padStart(64, '0')}`
}

export function block(number: number): { number: number; hash: Hash } {
  return { number, hash: hashOf(number) }
}

export function l2Block(number: number): L2BlockRef {
  return {
    ...block(number),
    parentHash: hashOf(number - 1),
    timestamp: number * 2,
    l1origin: block(1),
    sequenceNumber: 0,
  }
}

/** What a rollup node answers that has derived up to a block. */
export function nodeStatus(unsafe: number, localSafe: number): SyncStatus {
  const l1 = { ...block(3), parentHash: hashOf(2), timestamp: 36 }
  return {
    current_l1: l1,
    head_l1: l1,
    safe_l1: l1,
    finalized_l1: l1,
    unsafe_l2: l2Block(unsafe),
    safe_l2: l2Block(localSafe),
    finalized_l2: l2Block(localSafe),
    local_safe_l2: l2Block(localSafe),
  }
}

/** A statement that was kept because it contradicts another; its bytes are not looked at here. */
export function bundle(id: string): EvidenceBundle {
  const seen = block(9)
  const statement = {
    ...seen,
    signer: '0x1111111111111111111111111111111111111111',
    l1View: block(2),
    issuedAtMs: 1,
    topic: 'cross-safe-heads',
    digest: hashOf(77),
  } as const
  return {
    evidence: {
      id,
      kind: 'mismatch',
      statements: [statement],
      expected: { number: 9, hash: hashOf(99) },
      seen,
      detail: 'another block',
      halts: true,
    },
    recordedAtMs: 1_700_000_000_000,
    acknowledgedAtMs: null,
    raw: [{ digest: hashOf(77), topic: 'cross-safe-heads', bytes: '0x00' }],
  }
}
