import type { FollowerContext } from '../../../machines/follower/context.ts'
import type { ExamineOutcome, ReadBackOutcome } from '../../../machines/follower/outcomes.ts'
import type {
  ConsolidationReading,
  DerivationReading,
  EngineReading,
  L1Reading,
  NodeAtPort,
  Watermark,
} from '../../../machines/follower/readings.ts'
import {
  type BlockRef,
  blockOf,
  type Hash,
  type L1View,
  type L1ViewStatus,
} from '../../../machines/values.ts'
import { type Branch, block, genesis, viewX, viewY } from './world.ts'

/** Readings and outcomes of the small world, said in one line each. */

/** All rollup nodes derived up to `tip`, on its branch, or on a chain that changes its branch. */
export function derived(
  context: FollowerContext,
  tip: BlockRef,
  finalized: BlockRef = genesis,
  branchAt: (number: number) => Branch = () => branchOf(tip),
): DerivationReading {
  const ours = ({ number }: BlockRef): BlockRef => (number === 0 ? genesis : block(number, branchAt(number)))
  const { crossSafe, promotions } = context
  const reached = crossSafe !== null && crossSafe.number <= tip.number
  const standing = promotions.findLast((held) => held.number <= tip.number && ours(held).hash === held.hash)
  return {
    kind: 'agreed',
    localSafe: tip,
    finalized,
    currentL1: { number: 7, hash: '0x7c' },
    atCrossSafe: reached ? ours(crossSafe).hash : null,
    standing: standing === undefined ? null : blockOf(standing),
  }
}

/** Our chain was rebuilt up to `block`. */
export function rebuilt(block: BlockRef | null, origin: L1View | null = null): ConsolidationReading {
  return { kind: 'consolidated', watermark: block === null ? null : { block, origin } }
}

export function stoppedBelow(at: BlockRef, watermark: Watermark): ConsolidationReading {
  return { kind: 'stopped', reason: 'differs', at, detail: 'its gas limit', watermark }
}

export function views(x: L1ViewStatus, y: L1ViewStatus): Readonly<Record<Hash, L1ViewStatus>> {
  return { [viewX.hash]: x, [viewY.hash]: y }
}

export const canonical = views('canonical', 'canonical')
export const reorged = views('orphaned', 'ahead')

export function l1(finalized: L1View | null, seen = canonical): L1Reading {
  return {
    kind: 'read',
    latest: seen === canonical ? viewY : { number: 6, hash: '0x6d' },
    finalized,
    views: seen,
  }
}

export function labels(
  context: FollowerContext,
  safe: BlockRef | null,
  change: { readonly safeIsOurs?: boolean; readonly head?: BlockRef; readonly node?: NodeAtPort } = {},
): EngineReading {
  return {
    kind: 'labels',
    head: block(2, branchOf(context.crossSafe)),
    safe: safe === null ? null : blockOf(safe),
    finalized: context.pending?.finalized ?? context.finalized ?? genesis,
    safeIsOurs: true,
    node: comeOver,
    ...change,
  }
}

const comeOver: NodeAtPort = { onDeniedBranch: false, offered: null }
export const notReset: NodeAtPort = { onDeniedBranch: true, offered: block(2, 'a') }

export function branchOf(block: BlockRef | null): Branch {
  const last = block?.hash.at(-1)
  return last === 'b' || last === 'r' ? last : 'a'
}

export function readBack({ pending, finalized }: FollowerContext, safe: BlockRef | null): ReadBackOutcome {
  return {
    kind: 'labels',
    head: block(2, 'a'),
    safe: safe === null ? null : blockOf(safe),
    finalized: pending?.finalized ?? finalized ?? genesis,
  }
}

export function differs(seen: Readonly<Record<Hash, L1ViewStatus>>, change = {}): ExamineOutcome {
  return {
    kind: 'differs',
    localHash: '0xff',
    linked: true,
    derivedPastL1: 7,
    reduction: '0xdd',
    flaw: null,
    views: seen,
    ...change,
  }
}
