import { type ExitCode, exitCode } from './exit-codes.ts'

/** How long a process may take to stop before it is ended. Below what service managers grant. */
const defaultStopDeadlineMs = 25_000

/** npm passes on a Ctrl-C that the process has already seen itself; that one is no second request. */
const echoMs = 500

/** Runs until it is done, or until SIGINT or SIGTERM aborts it; a second signal ends the process at once. */
export async function untilStopped(
  run: (signal: AbortSignal) => Promise<ExitCode>,
  { stopDeadlineMs = defaultStopDeadlineMs } = {},
): Promise<ExitCode> {
  const controller = new AbortController()
  let askedAtMs = Number.POSITIVE_INFINITY
  const stop = (): void => {
    const nowMs = performance.now()
    if (nowMs - askedAtMs > echoMs) process.exit(exitCode.forced)
    if (controller.signal.aborted) return
    askedAtMs = nowMs
    setTimeout(() => process.exit(exitCode.forced), stopDeadlineMs).unref()
    controller.abort()
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  try {
    return await run(controller.signal)
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop)
  }
}
