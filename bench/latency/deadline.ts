/** A signal for one call. A shared one would slow down: each request leaves a listener on its signal. */
export function callDeadline(): AbortSignal {
  return AbortSignal.timeout(10_000)
}
