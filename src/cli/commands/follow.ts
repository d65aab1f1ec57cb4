import type { FollowConfig } from '../../config/follow.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Run } from '../run.ts'

export function follow(_config: FollowConfig, _run: Run): Promise<ExitCode> {
  return Promise.reject(new Error('op-follower follow is not part of this build'))
}
