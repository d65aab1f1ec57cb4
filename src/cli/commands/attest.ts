import type { AttestConfig } from '../../config/attest.ts'
import type { ExitCode } from '../exit-codes.ts'
import type { Run } from '../run.ts'

export function attest(_config: AttestConfig, _run: Run): Promise<ExitCode> {
  return Promise.reject(new Error('op-follower attest is not part of this build'))
}
