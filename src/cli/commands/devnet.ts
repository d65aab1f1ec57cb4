import { createLog } from '../../adapters/log/create-log.ts'
import type { DevnetConfig } from '../../config/devnet.ts'
import { runDevnet } from '../../devnet/run.ts'
import { systemClock } from '../../ports/clock.ts'
import { type ExitCode, exitCode } from '../exit-codes.ts'
import { untilStopped } from '../until-stopped.ts'

/** `op-follower devnet`: the embedded network; its view has standard output, its log the other one. */
export function devnet(config: DevnetConfig): Promise<ExitCode> {
  return untilStopped(async (signal) => {
    const log = createLog({
      level: config.verbose ? 'debug' : 'crit',
      format: 'logfmt',
      color: null,
      output: process.stderr,
      clock: systemClock,
    })
    const code = await runDevnet(config, { stdout: process.stdout, log, signal })
    log.close()
    return code === 0 ? exitCode.ok : exitCode.failed
  })
}
