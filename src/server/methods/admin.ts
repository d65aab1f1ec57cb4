import * as Schema from 'effect/Schema'
import type { Acknowledgement } from '../follower-view.ts'
import { type Outcome, refusal, result } from '../json-rpc/outcome.ts'
import { method } from '../method.ts'
import { EvidenceId } from './evidence-id.ts'

/** The methods that change something. */
export const adminMethods = [
  method({
    name: 'admin_acknowledgeHalt',
    about: 'Ends a halt: discards the statements of this evidence, and nothing else',
    takes: 'the id of the evidence that halts',
    gives: 'true',
    admin: true,
    params: Schema.Tuple([EvidenceId]),
    answer: (view, [id]) => acknowledged(view.acknowledgeHalt(id)),
  }),
]

function acknowledged(answer: Acknowledgement): Outcome {
  if (answer.kind === 'acknowledged') return result(true)
  if (answer.kind === 'not-halted') return refusal('notFound', 'the follower is not halted')
  const open = answer.open === null ? 'nothing halts now' : `what halts is ${answer.open}`
  return refusal('notFound', `this evidence does not halt; ${open}`)
}
