import type { BlockRef } from '../../../machines/values.ts'
import type { DevnetEvent, Endpoints, HeadLabel, Reason, Step } from '../events.ts'

/** What a person sees at one moment. Renderers read this and nothing else. */
export interface ViewModel {
  readonly seconds: number
  /** Null until the network runs. */
  readonly endpoints: Endpoints | null
  readonly heads: Readonly<Partial<Record<HeadLabel, BlockRef>>>
  readonly state: string
  readonly transitions: readonly Transition[]
  readonly blockers: readonly Reason[]
  readonly peers: number
  readonly promotions: number
  /** The evidence that halts the follower; null while nothing does. */
  readonly halted: { readonly evidence: string; readonly detail: string } | null
  readonly story: readonly Step[]
  readonly ended: boolean
}

interface Transition {
  readonly seconds: number
  readonly from: string
  readonly to: string
}

const transitionsLimit = 6
const storyLimit = 60

export const emptyView: ViewModel = {
  seconds: 0,
  endpoints: null,
  heads: {},
  state: 'starting',
  transitions: [],
  blockers: [],
  peers: 0,
  promotions: 0,
  halted: null,
  story: [],
  ended: false,
}

/** The view after an event that came `seconds` after the start. */
export function updateView(view: ViewModel, event: DevnetEvent, seconds: number): ViewModel {
  return { ...view, ...change(view, event, seconds), seconds }
}

function change(view: ViewModel, event: DevnetEvent, seconds: number): Partial<ViewModel> {
  switch (event.event) {
    case 'ready':
      return { endpoints: event.endpoints }
    case 'head':
      return { heads: { ...view.heads, [event.label]: { number: event.number, hash: event.hash } } }
    case 'state':
      return moveTo(view, event.state, seconds)
    case 'blockers':
      return { blockers: event.blockers }
    case 'peers':
      return { peers: event.connected }
    case 'promoted':
      return { promotions: view.promotions + 1 }
    case 'halted':
      return { halted: { evidence: event.evidence, detail: event.detail } }
    case 'step':
      return tell(view, { outcome: event.outcome, text: event.text })
    case 'ended':
      return { ...tell(view, { outcome: event.ok ? 'seen' : 'missed', text: event.text }), ended: true }
  }
}

function moveTo(view: ViewModel, state: string, seconds: number): Partial<ViewModel> {
  if (state === view.state) return {}
  const transitions = [...view.transitions, { seconds, from: view.state, to: state }]
  const halted = state === 'haltedOnMismatch' ? view.halted : null
  return { state, halted, transitions: transitions.slice(-transitionsLimit) }
}

function tell(view: ViewModel, line: Step): Partial<ViewModel> {
  return { story: [...view.story, line].slice(-storyLimit) }
}
