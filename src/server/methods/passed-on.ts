import type { FollowerView } from '../follower-view.ts'
import type { PassedOn } from '../gateway/pass-on.ts'
import { isPassedOn } from '../gateway/passed-names.ts'
import { type Outcome, passedError, refusal, result } from '../json-rpc/outcome.ts'
import type { Method } from '../method.ts'

/** A reading method of the rollup node's that is none of ours; null when it is not for us to pass on. */
export function passedOnMethod(name: string): Pick<Method, 'name' | 'admin' | 'run'> | null {
  if (!isPassedOn(name)) return null
  return {
    name,
    admin: false,
    run: async (view: FollowerView, params, signal) => outcome(await view.passOn(name, params, signal)),
  }
}

function outcome(passed: PassedOn): Outcome {
  if (passed.kind === 'silent') return refusal('unavailable', passed.detail)
  if (passed.kind === 'busy') {
    return refusal('busy', `${passed.limitCalls} calls to the rollup node are on their way already`)
  }
  const { answer } = passed
  return answer.kind === 'result' ? result(answer.value) : passedError(answer.error)
}
