import { haltsForGood } from './halts-for-good.ts'
import { keepsOrder } from './keeps-order.ts'
import { mutesEquivocators } from './mutes-equivocators.ts'
import { neverBackwards } from './never-backwards.ts'
import { oneCommand } from './one-command.ts'
import { promotesAttested } from './promotes-attested.ts'
import { replacesRightAbove } from './replaces-right-above.ts'
import { restsOnL1 } from './rests-on-l1.ts'
import type { Rule, Step } from './rule.ts'

/** The safety rules of design §2, each a question to one step. */
export const rules: readonly Rule[] = [
  promotesAttested,
  replacesRightAbove,
  mutesEquivocators,
  keepsOrder,
  neverBackwards,
  haltsForGood,
  oneCommand,
  restsOnL1,
]

/** The first step that breaks one of the rules, in words. */
export function firstBreach(steps: Iterable<Step>, asked: readonly Rule[] = rules): string | null {
  for (const step of steps) {
    for (const { name, breach } of asked) {
      const wrong = breach(step)
      if (wrong !== null) return `${name}: ${wrong}\n${tell(step)}`
    }
  }
  return null
}

function tell({ before, event, after }: Step): string {
  const facts = ({ value, context }: Step['before']) => {
    const { policy: _p, limits: _l, delays: _d, links: _k, gossip: _g, ...told } = context
    return `${JSON.stringify(value)} ${JSON.stringify(told)}`
  }
  return `before ${facts(before)}\nevent ${JSON.stringify(event)}\nafter ${facts(after)}`
}
