import type { SnapshotFrom } from 'xstate'
import type { followerMachine } from '../../../machines/follower/machine.ts'

export type FollowerSnapshot = SnapshotFrom<typeof followerMachine>

/**
 * What guards read, and nothing that merely tells a story: two states with one key behave
 * alike, which `key.test.ts` tries on thousands of pairs.
 */
export function keyOf({ value, context }: FollowerSnapshot): string {
  const { engine, derivation, l1, crossSafe, finalized, promotions, muted, discarded } = context
  const links = [{ ...engine, node: engine.node.onDeniedBranch }, derivation, l1]
  const { watermark, stop, trouble } = context.consolidation
  const readings = links.map((link) => ({ ...link, trouble: link.trouble?.kind ?? null }))
  const heads = [context.trustedBase, context.localSafe, crossSafe, finalized, promotions]
  const work = [context.examined, context.parting, context.replacement, context.pending]
  const tries = [context.confirmTries, context.reassertTries]
  return JSON.stringify([
    value,
    heads,
    work,
    tries,
    holdKey(context),
    readings,
    [watermark, stop !== null || trouble !== null],
    poolKey(context),
    [muted, discarded, context.openEvidence?.id],
  ])
}

function holdKey({ hold, consolidation }: FollowerSnapshot['context']) {
  if (hold === null) return null
  return [
    holdClass(hold.code, consolidation.enabled),
    hold.because,
    hold.targets.map(({ hash }) => hash).sort(),
  ]
}

/** Guards tell only these apart; one of them is let go when the watermark moves. */
function holdClass(code: string, l1Check: boolean): string {
  if (l1Check && code === 'derivation/not-derived') return code
  if (code.startsWith('engine/') && code !== 'engine/forkchoice-refused') return 'engine'
  return ['l1/view-ahead', 'derivation/withdrawing'].includes(code) ? code : 'other'
}

/** In the pool's own order: of two rivals the one that came first is examined first. */
function poolKey({ pool }: FollowerSnapshot['context']) {
  return pool.map(({ signer, hash, l1View }) => [signer, hash, l1View?.hash].join())
}
