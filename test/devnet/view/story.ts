import type { DevnetEvent } from '../../../src/devnet/events.ts'
import { emptyView, updateView, type ViewModel } from '../../../src/devnet/view/model.ts'

export const hash = (seed: number): `0x${string}` => `0x${seed.toString(16).padStart(64, '0')}`

/** The view after events that came one second after another. */
export function viewAfter(...events: readonly DevnetEvent[]): ViewModel {
  return events.reduce((view, event, index) => updateView(view, event, index + 1), emptyView)
}
