import type { FollowerContext } from '../../../../machines/follower/context.ts'
import type { ReplaceInput } from '../../../../machines/follower/outcomes.ts'
import { begins, contexts, examined, type Rule, type Step } from './rule.ts'

/** S1, S3: what gives way stands right above the cross-safe head; it is denied before its replacement is promoted. */
export const replacesRightAbove: Rule = {
  name: 'S1 replaces nothing but the block right above cross-safe, and denies it',
  breach: (step) => wronglyReplacing(step) ?? wronglyDenied(step) ?? wronglyPromoted(step),
}

function wronglyReplacing(step: Step): string | null {
  if (step.before.value === 'replacing' || step.after.value !== 'replacing') return null
  const [{ crossSafe, finalized }, { replacement }] = contexts(step)
  const outcome = examined(step)
  if (outcome?.kind !== 'replacement' || replacement === null) return 'replaces what was not examined'
  const { at, denied } = replacement
  if (at.hash !== outcome.at.hash || denied !== outcome.denied) return 'replaces another block'
  if (at.number <= (finalized?.number ?? -1)) return 'replaces what is finalized'
  return at.number === (crossSafe?.number ?? Number.NaN) + 1 ? null : 'replaces elsewhere'
}

/** A denial is kept for good, and comes with nothing but the end of a replacement. */
function wronglyDenied(step: Step): string | null {
  const [before, after] = contexts(step)
  const expected = isReplaced(step) ? [...before.denials, denialOf(before.replacement!)] : before.denials
  if (JSON.stringify(newestOf(after)) !== JSON.stringify(newestOf({ denials: expected })))
    return 'denied wrongly'
  if (!isReplaced(step)) return null
  const { number, hash } = before.replacement!.at
  const { localSafe } = after
  return localSafe?.number === number && localSafe.hash === hash
    ? null
    : 'counts what was derived on a denied branch'
}

function wronglyPromoted(step: Step): string | null {
  const [before, { pending, denials }] = contexts(step)
  if (!begins(step) || pending?.because !== 'replacement') return null
  if (!isReplaced(step)) return 'promotes a replacement that was not carried out'
  if (pending.safe.hash !== before.replacement?.at.hash) return 'promotes another block'
  return denials.some(({ replacement }) => replacement === pending.safe.hash)
    ? null
    : 'promotes without a denial'
}

function isReplaced({ before, event }: Step): boolean {
  const ended = before.value === 'replacing' && event.type === 'xstate.done.actor.replace'
  return ended && (event.output as { kind: string }).kind === 'replaced'
}

function denialOf({ at, denied }: ReplaceInput): FollowerContext['denials'][number] {
  return { number: at.number, denied, replacement: at.hash }
}

/** A block that is denied again is one denial, and the newest. */
function newestOf({ denials }: Pick<FollowerContext, 'denials'>): FollowerContext['denials'] {
  return denials.filter(({ denied }, at) => denials.findLastIndex((later) => later.denied === denied) === at)
}
