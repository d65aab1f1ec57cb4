import { monitorEventLoopDelay } from 'node:perf_hooks'

/** How long the event loop was busy at most, lately. */
export interface LoopLag {
  readonly worstMs: () => number
  readonly stop: () => void
}

const resolutionMs = 20
const nsPerMs = 1e6

/** Looks back over one to two windows: the current one, and the one before it. */
export function measureLoopLag(windowMs: number): LoopLag {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  let before = 0
  const turn = setInterval(() => {
    before = worstOf(histogram.max)
    histogram.reset()
  }, windowMs).unref()
  histogram.enable()
  return {
    worstMs: () => Math.max(before, worstOf(histogram.max)),
    stop: () => {
      clearInterval(turn)
      histogram.disable()
    },
  }
}

/** The histogram counts the pause it sleeps itself. */
function worstOf(maxNs: number): number {
  return Math.max(0, maxNs / nsPerMs - resolutionMs)
}
