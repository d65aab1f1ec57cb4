import { meetsPolicy, saidOf, undisputed } from './quorum.ts'
import { begins, contexts, examined, type Rule, type Step } from './rule.ts'

/** S1: only a block that the policy attests and that is derived, or its deposits-only replacement. */
export const promotesAttested: Rule = {
  name: 'S1 promotes only what is attested and derived',
  breach: (step) => replacesUnattested(step) ?? (begins(step) ? commandsUnattested(step) : null),
}

function commandsUnattested(step: Step): string | null {
  const [before, { pending, crossSafe, promotions, trustedBase, engine }] = contexts(step)
  const { safe } = pending!
  const is = (block: { hash: string } | null | undefined) => block?.hash === safe.hash
  switch (pending!.because) {
    case 'attested':
      if (examined(step)?.kind !== 'derived' || !is(before.examined)) return 'was not examined as derived'
      return isAttested(step) ? null : 'no quorum of counted, undisputed statements'
    case 'replacement':
      return step.event.type === 'xstate.done.actor.replace' && is(before.examined) ? null : 'not replaced'
    case 'anchor':
      return crossSafe === null && is(engine.labels?.finalized) ? null : 'anchors elsewhere'
    case 'finality':
    case 'reassert':
      return is(crossSafe) ? null : 'a duty moves safe'
    case 'withdrawal':
      return is(trustedBase) || promotions.some(is) ? null : 'withdraws to what was never promoted'
  }
}

function replacesUnattested(step: Step): string | null {
  if (step.before.value === 'replacing' || step.after.value !== 'replacing') return null
  if (examined(step)?.kind !== 'replacement') return 'replaces without an examination'
  return isAttested(step) ? null : 'replaces without a quorum'
}

function isAttested(step: Step): boolean {
  const { context } = step.before
  const outcome = examined(step)
  if (outcome === null || !('views' in outcome)) return false
  return meetsPolicy(context, undisputed(context, saidOf(context, context.examined), outcome.views))
}
