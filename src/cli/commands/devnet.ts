import type { DevnetConfig } from '../../config/devnet.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Run } from '../run.ts'

export function devnet(_config: DevnetConfig, _run: Run): Promise<ExitCode> {
  return Promise.reject(new Error('op-follower devnet is not part of this build'))
}
