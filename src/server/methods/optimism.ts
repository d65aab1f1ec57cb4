import { encodeSyncStatus } from '../../wire/sync-status.ts'
import { refusal, result } from '../json-rpc/outcome.ts'
import { method, noParams } from '../method.ts'

/** The methods of op-node that are answered here, in op-node's shapes. */
export const optimismMethods = [
  method({
    name: 'optimism_syncStatus',
    about:
      'The heads as op-node reports them, with safe_l2 and finalized_l2 from our own decision, which may cap local_safe_l2',
    takes: 'no parameters',
    gives:
      'the fields of op-node’s sync status; -32002 when its heads do not fit our decision, or with the age of a view beyond its limit',
    admin: false,
    params: noParams,
    answer: async (view, _params, signal) => {
      const answer = await view.syncStatus(signal)
      if (answer.kind === 'fresh') return result(encodeSyncStatus(answer.status))
      if (answer.kind === 'unknown') return refusal('unavailable', answer.detail)
      const { ageMs, limitMs } = answer
      return refusal('unavailable', `the newest view is ${ageMs} ms old, the limit is ${limitMs} ms`, {
        ageMs,
        limitMs,
      })
    },
  }),
  method({
    name: 'optimism_version',
    about: 'The version of op-follower',
    takes: 'no parameters',
    gives: 'a string such as op-follower/0.1.0',
    admin: false,
    params: noParams,
    answer: (view) => result(`op-follower/${view.version}`),
  }),
]
