import type { Labels } from '../../machines/follower/readings.ts'
import { type BlockRef, sameBlock } from '../../machines/values.ts'
import type { MemoryClientControl } from '../../src/adapters/memory/execution-client/core.ts'
import type { WireWatch } from './wire-watch.ts'

/** Somebody outside who sees every value that the client's `safe` ever has: a poll without a gap. */
export interface SafeWatch {
  /** In order, without repetition; the first is what stood before any follower came. */
  readonly seen: readonly (BlockRef | null)[]
  readonly violations: readonly string[]
  /** What the client does of its own accord is no promotion; what comes after it is judged by where that left it. */
  readonly forgiving: (act: () => void) => void
}

export interface SafeWatchOptions {
  readonly control: MemoryClientControl
  readonly wire: WireWatch
  /** Where a first start anchors: the one block that needs no attestation. */
  readonly base: BlockRef
  readonly localSafe: () => number
}

export function watchSafe({ control, wire, base, localSafe }: SafeWatchOptions): SafeWatch {
  let last = control.labels()
  const seen = [last.safe]
  const violations: string[] = []
  const object = (why: string, { safe }: Labels) => {
    violations.push(`safe ${safe?.number} ${safe?.hash} after ${last.safe?.number}: ${why}`)
  }
  let isForgiven = false
  const forgiving = (act: () => void) => {
    isForgiven = true
    act()
    isForgiven = false
    last = control.labels()
  }
  control.watch((labels) => {
    if (isForgiven) return
    const { safe, finalized } = labels
    if ((finalized?.number ?? -1) < (last.finalized?.number ?? -1)) object('finalized went backwards', labels)
    if (safe === null) object('gone', labels)
    else if (!sameBlock(safe, last.safe)) {
      seen.push(safe)
      const isAnchor = seen.length === 2
      if (isAnchor && !sameBlock(safe, base)) object('not the anchor of a first start', labels)
      if (!isAnchor && !wire.wasAttested(safe.hash)) object('not attested', labels)
      if (!isAnchor && safe.number <= (last.safe?.number ?? -1)) object('backwards', labels)
      if (safe.number > localSafe()) object('not derived', labels)
      if (safe.number < (finalized?.number ?? 0)) object('below finalized', labels)
    }
    last = labels
  })
  return { seen, violations, forgiving }
}
