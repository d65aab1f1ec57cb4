import { createBoundedMap } from '../bounded-map.ts'

export interface Allowance {
  /** Takes so much of what the peer may have; false, and nothing taken, when it has not that much. */
  readonly take: (peer: string, amount: number) => boolean
}

export interface AllowanceOptions {
  readonly burst: number
  readonly perSecond: number
  readonly limitPeers: number
  readonly nowMs: () => number
}

/** A token bucket for each peer. */
export function createAllowance({ burst, perSecond, limitPeers, nowMs }: AllowanceOptions): Allowance {
  const buckets = createBoundedMap<{ readonly left: number; readonly atMs: number }>(limitPeers)
  return {
    take: (peer, amount) => {
      const atMs = nowMs()
      const bucket = buckets.get(peer) ?? { left: burst, atMs }
      const left = Math.min(burst, bucket.left + ((atMs - bucket.atMs) / 1000) * perSecond)
      const granted = amount <= left
      buckets.set(peer, { left: granted ? left - amount : left, atMs })
      return granted
    },
  }
}
