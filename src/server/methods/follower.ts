import * as Schema from 'effect/Schema'
import type { EvidenceBundle } from '../../ports/store.ts'
import { evidenceFile, evidenceSummary } from '../evidence.ts'
import type { FollowerView } from '../follower-view.ts'
import { type Outcome, refusal, result } from '../json-rpc/outcome.ts'
import { method, noParams } from '../method.ts'
import { EvidenceId } from './evidence-id.ts'

/** The methods of our own: they only look. */
export const followerMethods = [
  method({
    name: 'follower_status',
    about: 'Heads, state, attesters, peers and the codes of what blocks',
    takes: 'no parameters',
    gives: 'what op-follower status --json prints',
    admin: false,
    params: noParams,
    answer: (view) => result(view.status()),
  }),
  method({
    name: 'follower_explain',
    about: 'Why the next block is not promoted, and what happens next',
    takes: 'no parameters',
    gives: 'what op-follower explain --json prints',
    admin: false,
    params: noParams,
    answer: (view) => result(view.explain()),
  }),
  method({
    name: 'follower_evidence',
    about: 'What was contradicted, by whom; one piece with its raw signed bytes, or the list',
    takes: 'an evidence id, or nothing for the list',
    gives: 'the evidence file, or a list of summaries, oldest first',
    admin: false,
    params: Schema.Tuple([Schema.optionalKey(EvidenceId)]),
    answer: (view, [id]) => (id === undefined ? listed(view) : shown(view, id)),
  }),
]

function listed(view: FollowerView): Outcome {
  return result(view.evidence().map(evidenceSummary))
}

function shown(view: FollowerView, id: string): Outcome {
  const bundle = view.evidence().find((one: EvidenceBundle) => one.evidence.id === id)
  if (bundle === undefined) return refusal('notFound', `there is no evidence ${id}`)
  return result(evidenceFile(bundle, view))
}
