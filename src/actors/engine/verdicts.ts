import type { Hash } from '../../../machines/values.ts'
import { createRecent } from './recent.ts'

/** Of a block and all its ancestors; `unknown` when one of them cannot be placed. */
export type Verdict = 'good' | 'denied' | 'unknown'

/** Verdicts that were reached. */
export interface Verdicts {
  readonly get: (hash: Hash) => Verdict | undefined
  readonly add: (hash: Hash, verdict: Verdict) => void
  /** After a new denial: what is denied stays so, what was good may have it below. */
  readonly forgetGood: () => void
}

export function createVerdicts(limitBlocks: number): Verdicts {
  const good = createRecent<Hash, Verdict>(limitBlocks)
  const denied = createRecent<Hash, Verdict>(limitBlocks)
  return {
    get: (hash) => denied.get(hash) ?? good.get(hash),
    add: (hash, verdict) => {
      if (verdict === 'good') good.set(hash, verdict)
      if (verdict === 'denied') denied.set(hash, verdict)
    },
    forgetGood: good.clear,
  }
}
