import type { Attestation } from '../../../../machines/values.ts'
import { contexts, examined, isHalted, type Rule, type Step } from './rule.ts'

/** A signer with two hashes for one height along one L1 chain never counts again. */
export const mutesEquivocators: Rule = {
  name: 'S1 who equivocates is muted for good, or halts us',
  breach: (step) => {
    const [before, after] = contexts(step)
    if (!before.muted.every((signer) => after.muted.includes(signer))) return 'unmuted somebody'
    if (after.pool.some(({ signer }) => after.muted.includes(signer))) return 'keeps what a muted signer says'
    // Of two who equivocate at one height each is muted by an examination of its own.
    if (after.muted.length > before.muted.length) return null
    const signer = equivocator(step)
    if (signer === null || after.muted.some((muted) => muted === signer)) return null
    return isHalted(step.after) ? null : `goes on with ${signer}`
  },
}

function equivocator(step: Step): string | null {
  const outcome = examined(step)
  if (outcome === null || !('views' in outcome)) return null
  const { pool, examined: target } = step.before.context
  const canonical = pool.filter(
    ({ number, l1View }: Attestation) =>
      number === target?.number && l1View !== null && outcome.views[l1View.hash] === 'canonical',
  )
  const twice = canonical.find(({ signer, hash }) =>
    canonical.some((other) => other.signer === signer && other.hash !== hash),
  )
  return twice?.signer ?? null
}
