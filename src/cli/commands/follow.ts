import { once } from 'node:events'
import { createLog, type Log } from '../../adapters/log/create-log.ts'
import type { FollowConfig } from '../../config/follow.ts'
import { openFollower } from '../../follower/open.ts'
import { systemClock } from '../../ports/clock.ts'
import { StoreError } from '../../ports/store-error.ts'
import { createRpcServer } from '../../server/rpc-server.ts'
import { type ExitCode, exitCode } from '../exit-codes.ts'
import type { Run } from '../run.ts'
import { untilStopped } from '../until-stopped.ts'

/** `op-follower follow`: runs until it is stopped; a halted follower stays up and says why. */
export async function follow(config: FollowConfig, run: Run): Promise<ExitCode> {
  const log = createLog({ ...config.log, output: process.stdout, clock: systemClock })
  for (const note of run.notes) log.info('configuration', { note })
  try {
    return await untilStopped((signal) => serve(config, log, signal))
  } finally {
    log.close()
  }
}

async function serve(config: FollowConfig, log: Log, signal: AbortSignal): Promise<ExitCode> {
  const { follower, view, close } = await openFollower({ ...config, log })
  try {
    const onDefect = (method: string, error: unknown) => log.error('an RPC method failed', { method, error })
    const server = await createRpcServer({ ...config.rpc, view, onDefect })
    log.info('rpc serves', { url: server.url })
    try {
      return await runFollower(follower, signal)
    } finally {
      await server.close()
    }
  } finally {
    await close()
  }
}

/** Ends when it is asked to, or when its facts cannot be kept any more. */
async function runFollower(
  follower: Awaited<ReturnType<typeof openFollower>>['follower'],
  signal: AbortSignal,
): Promise<ExitCode> {
  let failure: unknown = null
  const failed = new AbortController()
  follower.on('failed', ({ error }) => {
    failure = error
    failed.abort()
  })
  await follower.start()
  const ended = AbortSignal.any([signal, failed.signal])
  if (!ended.aborted) await once(ended, 'abort')
  if (failure instanceof StoreError) throw failure
  if (failure !== null) throw new Error('the follower ended by a defect', { cause: failure })
  return exitCode.ok
}
