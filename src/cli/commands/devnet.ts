import { createLog } from '../../adapters/log/create-log.ts'
import type { DevnetConfig } from '../../config/devnet.ts'
import { runDevnet } from '../../devnet/run.ts'
import { systemClock } from '../../ports/clock.ts'
import { type ExitCode, exitCode } from '../exit-codes.ts'
import type { Run } from '../run.ts'
import { untilStopped } from '../until-stopped.ts'

/** `op-follower devnet`, which is `npm start`: the embedded network until it is ended or its story is told. */
export async function devnet(config: DevnetConfig, _run: Run): Promise<ExitCode> {
  const output = config.verbose ? process.stderr : { write: () => true }
  const log = createLog({ level: 'debug', format: 'logfmt', color: null, output, clock: systemClock })
  return untilStopped(async (signal) => {
    const code = await runDevnet(config, { stdout: process.stdout, log, signal })
    log.close()
    return code === 0 ? exitCode.ok : exitCode.failed
  })
}
