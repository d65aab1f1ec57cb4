import { type FollowerFacts, noFacts } from '../../../machines/follower/facts.ts'
import type { FollowerMachineInput } from '../../../machines/follower/setup.ts'
import {
  type Address,
  type Attestation,
  type BlockRef,
  crossSafe,
  type Hash,
  type L1View,
} from '../../../machines/values.ts'

/** A world small enough to be explored whole: two or three heights, two hashes each, two L1 views, three signers. */

export const genesis: BlockRef = { number: 0, hash: '0x0' }
/** `r` is where a block of `a` gave way to its replacement. */
export type Branch = 'a' | 'b' | 'r'

export const block = (number: number, branch: Branch): BlockRef => ({
  number,
  hash: `0x${number}${branch}`,
})

export const viewX: L1View = { number: 5, hash: '0x5c' }
export const viewY: L1View = { number: 6, hash: '0x6c' }

/** L1 origins of the blocks of the small world. */
export const originX: L1View = { number: 3, hash: '0x3c' }
export const originY: L1View = { number: 4, hash: '0x4c' }

export const honest: Address = '0xaa'
export const other: Address = '0xbb'
export const third: Address = '0xcc'

/** What is on disk after a first start that was anchored at genesis. */
export const started: FollowerFacts = {
  ...noFacts,
  trustedBase: genesis,
  crossSafe: crossSafe(genesis),
  finalized: genesis,
  promotions: [{ ...genesis, l1View: null, tier: 1 }],
}

/** What is on disk after block 1 gave way to its replacement, which was promoted. */
export const replaced: FollowerFacts = {
  ...started,
  crossSafe: crossSafe(block(1, 'r')),
  promotions: [...started.promotions, { ...block(1, 'r'), l1View: viewX, tier: 1 }],
  denials: [{ number: 1, denied: block(1, 'a').hash, replacement: block(1, 'r').hash }],
}

export function attests(signer: Address, at: BlockRef, l1View: L1View | null): Attestation {
  const digest: Hash = `0x${signer.slice(2)}${at.hash.slice(2)}${l1View?.hash.slice(2) ?? ''}`
  const topic = l1View === null ? 'cross-safe-blocks' : 'cross-safe-heads'
  return { ...at, signer, l1View, issuedAtMs: l1View?.number ?? null, topic, digest }
}

const delays: FollowerMachineInput['delays'] = {
  syncingDeadlineMs: 11,
  attestationDeadlineMs: 12,
  derivationDeadlineMs: 13,
  examineDeadlineMs: 14,
  commandDeadlineMs: 15,
  confirmDeadlineMs: 16,
  confirmRetryMs: 17,
  replaceDeadlineMs: 18,
  holdRecheckMs: 19,
}

export function followerInput(change: Partial<FollowerMachineInput> = {}): FollowerMachineInput {
  return {
    policy: { attesters: [honest, other], threshold: 1 },
    facts: noFacts,
    l1Configured: true,
    l1Check: false,
    limits: { poolStatements: 4, promotions: 3, confirmTries: 1, reassertTries: 1 },
    delays,
    pollers: {
      pollIntervalMs: 1000,
      readDeadlineMs: 1001,
      backoffMs: 1002,
      backoffLimitMs: 8000,
      refusedRetryMs: 1003,
    },
    gossip: { joinDeadlineMs: 1004, rejoinMs: 1005, headsRetryMs: 1006 },
    ...change,
  }
}
