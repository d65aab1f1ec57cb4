import type { DevnetEvent } from '../events.ts'
import type { ViewModel } from './model.ts'
import { blockText, clockText, endpointLines, outcomeMarks } from './text.ts'

/** States that come and go with every block; telling them would bury the rest. */
const routine = new Set(['awaitingAttestation', 'awaitingDerivation', 'consolidating', 'promoting'])

/**
 * The event as a line for a log or a pipe, or null when it says nothing new to a person.
 * `before` is the view as it was before the event.
 */
export function textLine(before: ViewModel, event: DevnetEvent, seconds: number): string | null {
  const text = describe(before, event)
  return text === null ? null : `${clockText(seconds).padStart(5)}  ${text}\n`
}

function describe(before: ViewModel, event: DevnetEvent): string | null {
  switch (event.event) {
    case 'ready':
      return ['the network runs', ...endpointLines(event.endpoints)].join('\n       ')
    case 'promoted':
      return `promoted   ${blockText(event)}${lagText(before, event.number)}`
    case 'state':
      return stateText(before, event.state)
    case 'peers':
      return event.connected === before.peers ? null : `peers      ${event.connected}`
    case 'halted':
      return `halted     ${event.detail} (evidence ${event.evidence})`
    case 'step':
      return `${outcomeMarks[event.outcome]} ${event.text}`
    case 'ended':
      return `${outcomeMarks[event.ok ? 'seen' : 'missed']} ${event.text}`
    case 'head':
    case 'blockers':
      return null
  }
}

function stateText(before: ViewModel, state: string): string | null {
  if (state === before.state || (routine.has(state) && routine.has(before.state))) return null
  return `state      ${before.state} → ${state}`
}

function lagText({ heads }: ViewModel, promoted: number): string {
  const tip = heads.unsafe
  return tip === undefined ? '' : `  ${Math.max(0, tip.number - promoted)} behind unsafe`
}
