import type { Step } from './rule.ts'

/** What the client shows of itself. */
export interface Shown {
  readonly kind: string
  readonly safe: { readonly hash: string } | null
  readonly finalized: { readonly hash: string } | null
}

/** The labels that a step brings, from the link or from a read-back. */
export function labelsIn({ event }: Step): Shown | null {
  const seen = (event.type === 'engine.read' ? event.reading : event.output) as Shown | undefined
  const isLabels = event.type === 'engine.read' || event.type === 'xstate.done.actor.readBack'
  return isLabels && seen?.kind === 'labels' ? seen : null
}
