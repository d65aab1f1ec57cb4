import { createBoundedMap } from '../bounded-map.ts'

export interface Penalties {
  readonly add: (peer: string, points: number) => void
  /** The application's part of the peer's score: zero or below, and back towards zero with time. */
  readonly scoreOf: (peer: string) => number
}

export interface PenaltiesOptions {
  /** Bounds how long a peer stays out after its flood has ended. */
  readonly limitPoints: number
  readonly halfLifeMs: number
  readonly limitPeers: number
  readonly nowMs: () => number
}

/** Kept over disconnects, so that coming back does not wipe the slate. */
export function createPenalties(options: PenaltiesOptions): Penalties {
  const { limitPoints, halfLifeMs, limitPeers, nowMs } = options
  const held = createBoundedMap<{ readonly points: number; readonly atMs: number }>(limitPeers)
  const pointsOf = (peer: string): number => {
    const entry = held.get(peer)
    return entry === undefined ? 0 : entry.points * 0.5 ** ((nowMs() - entry.atMs) / halfLifeMs)
  }
  return {
    add: (peer, points) => {
      held.set(peer, { points: Math.min(limitPoints, pointsOf(peer) + points), atMs: nowMs() })
    },
    scoreOf: (peer) => 0 - pointsOf(peer),
  }
}
