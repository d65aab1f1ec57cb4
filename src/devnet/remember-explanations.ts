import type { Follower } from '../follower/index.ts'
import { explanationText } from '../views/text/explanation.ts'

/** What the follower has said of each reason when it last had it, also of those that pass at once. */
export interface RememberedExplanations {
  /** Null for a reason that it never had. */
  readonly of: (code: string) => readonly string[] | null
  readonly end: () => void
}

/** Asks it at every move of its chart, since some of its states end as soon as they have begun. */
export function rememberExplanations(follower: Pick<Follower, 'on' | 'explain'>): RememberedExplanations {
  const said = new Map<string, readonly string[]>()
  const end = follower.on('state', () => {
    const explanation = follower.explain()
    const lines = explanationText(explanation).trimEnd().split('\n')
    for (const { code } of explanation.blockers) said.set(code, lines)
  })
  return { of: (code) => said.get(code) ?? null, end }
}
