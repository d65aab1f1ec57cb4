import type { FollowConfig } from '../../config/follow.ts'
import { type OpenedFollower, openFollower } from '../../follower/index.ts'
import type { LogPort } from '../../ports/log.ts'
import { createRpcServer } from '../../server/rpc-server.ts'
import { type ExitCode, exitCode } from '../exit-codes.ts'
import { openLog } from '../open-log.ts'
import type { Run } from '../run.ts'
import { untilAborted } from '../until-aborted.ts'
import { untilStopped } from '../until-stopped.ts'

/** `op-follower follow`: the follower and its RPC server, until a signal ends them. */
export function follow(config: FollowConfig, run: Run): Promise<ExitCode> {
  return untilStopped(async (signal) => {
    const log = openLog(config.log, run)
    const opened = await openFollower({ ...config, log })
    try {
      return await serveFollower(opened, config, log, signal)
    } finally {
      await opened.close()
      log.close()
    }
  })
}

/** The server first: whoever asks is told that nothing is known yet, and a taken port stops us before we start. */
async function serveFollower(
  { follower, view }: OpenedFollower,
  { rpc }: FollowConfig,
  log: LogPort,
  signal: AbortSignal,
): Promise<ExitCode> {
  const onDefect = (method: string, error: unknown) =>
    log.error('a call failed', { code: 'defect', method, error })
  const server = await createRpcServer({ ...rpc, view, onDefect })
  log.info('RPC server listens', { url: server.url, admin: rpc.enableAdmin })
  const failed = new AbortController()
  follower.on('failed', ({ error }) => failed.abort(error))
  try {
    await follower.start()
    await untilAborted(AbortSignal.any([signal, failed.signal]))
  } finally {
    await server.close()
  }
  if (failed.signal.aborted) throw failed.signal.reason
  log.info('stopped')
  return exitCode.ok
}
