import type { CommandInput } from '../../../machines/follower/outcomes.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { Target } from './assertion.ts'

export type Admission =
  | {
      readonly kind: 'admitted'
      readonly safe: BlockRef
      /** Null leaves the client's own. */
      readonly finalized: BlockRef | null
      /** Must be an ancestor of the new safe: what stands already, when it is raised. */
      readonly onTopOf: BlockRef | null
    }
  | { readonly kind: 'refused'; readonly detail: string }

/**
 * Whether a command may be sent while these labels are asserted. Execution clients take a `safe`
 * that goes backwards without a word, so it is refused here, as in the machine and in the store.
 */
export function admit(asserted: Target, input: CommandInput): Admission {
  const target = targetOf(asserted, input)
  return refusalOf(asserted, target, input) ?? { kind: 'admitted', ...target }
}

type AdmittedTarget = Omit<Extract<Admission, { kind: 'admitted' }>, 'kind'>

function targetOf(asserted: Target, { safe, finalized, because }: CommandInput): AdmittedTarget {
  if (because === 'reassert' && asserted.safe !== null)
    return { safe: asserted.safe, finalized: asserted.finalized ?? finalized, onTopOf: null }
  const onTopOf = because === 'withdrawal' || because === 'anchor' ? null : asserted.safe
  return { safe, finalized: finalized ?? asserted.finalized, onTopOf }
}

function refusalOf(asserted: Target, target: AdmittedTarget, { because }: CommandInput): Admission | null {
  const mayLower = because === 'withdrawal' || because === 'anchor'
  if (mayLower && isAbove(target.safe, asserted.safe))
    return refuse(`a ${because} would raise safe`, asserted.safe)
  if (!mayLower && !follows(target.safe, asserted.safe))
    return refuse('safe would go backwards', asserted.safe)
  if (!follows(target.finalized, asserted.finalized))
    return refuse('finalized would go backwards', asserted.finalized)
  if (isAbove(target.finalized, target.safe)) return refuse('finalized would be above safe', target.safe)
  return null
}

/** The same block, or one above it. */
function follows(next: BlockRef | null, standing: BlockRef | null): boolean {
  if (standing === null) return true
  if (next === null || next.number < standing.number) return false
  return next.number > standing.number || next.hash === standing.hash
}

function isAbove(a: BlockRef | null, b: BlockRef | null): boolean {
  return a !== null && b !== null && a.number > b.number
}

function refuse(why: string, standing: BlockRef | null): Admission {
  const at = standing === null ? '' : `, which stands at ${standing.number} ${standing.hash}`
  return { kind: 'refused', detail: `not sent: ${why}${at}` }
}
