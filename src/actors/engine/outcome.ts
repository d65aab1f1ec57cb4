import type { CommandOutcome } from '../../../machines/follower/outcomes.ts'
import type { ForkchoiceResult } from '../../ports/execution-client.ts'
import type { Answer } from '../../ports/trouble.ts'

const invalidForkchoiceState = -38_002

/** What the client's answer means for a command. Only VALID is a success. */
export function commandOutcome(answer: Answer<ForkchoiceResult>): CommandOutcome {
  switch (answer.kind) {
    case 'ok':
      return statusOutcome(answer.value)
    case 'refused':
      return answer.code === invalidForkchoiceState
        ? { kind: 'forkchoice-refused', detail: answer.detail }
        : answer
    case 'timed-out':
    case 'malformed':
      return { kind: 'unknown', detail: answer.detail }
    default:
      return answer
  }
}

function statusOutcome({ payloadStatus }: ForkchoiceResult): CommandOutcome {
  switch (payloadStatus.status) {
    case 'VALID':
      return { kind: 'valid' }
    case 'SYNCING':
    case 'ACCEPTED':
      return { kind: 'syncing' }
    default:
      return { kind: 'invalid', detail: payloadStatus.validationError ?? payloadStatus.status }
  }
}
