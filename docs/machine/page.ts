import { followerMachine } from '../../machines/follower/machine.ts'
import { page } from '../pages/markdown.ts'
import { diagram } from './diagram.ts'
import * as tables from './tables.ts'

export function machinePage(): string {
  const { root } = followerMachine
  return page(
    'machines/follower',
    '# The follower’s statechart',
    'One list decides: `blockers(context)`, every reason why the next block cannot be promoted. Facts arrive in every ' +
      'state and change that list; an idle state is left as soon as the list puts the follower into another situation. ' +
      'A state of work ends by its own outcome or by its deadline. A label that shows a promotion which was cut off ' +
      'before ends it from any state but those of a promotion and of a halt.',
    diagram(root),
    '## States',
    'Without a deadline are only the state that is left at once and the halt, which waits for an operator.',
    tables.stateTable(root),
    '## Every event in every state',
    '`noted` changes what the follower knows, and may thereby move an idle state on. `unexpected` is written to the ' +
      'journal as such: nothing is dropped in silence.',
    tables.eventStateTable(root),
    '## Actors',
    tables.actorTable(root),
    '## Delays',
    '`holdRecheck` doubles with each recheck that brought nothing, at most five times.',
    tables.delayTable(root),
    '## Guards',
    tables.guardTable(root),
    '## Actions',
    tables.actionTable(root),
    '## Blockers',
    'The same codes stand in `explain`, in metrics and in `/readyz`; each names a page in docs/operate.',
    tables.blockerTable(),
  )
}
