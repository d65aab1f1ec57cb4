import type { DevnetEvent, Endpoints } from '../../../src/devnet/events.ts'
import { emptyView, updateView, type ViewModel } from '../../../src/devnet/view/model.ts'

export const hash = (seed: number): `0x${string}` => `0x${seed.toString(16).padStart(64, '0')}`

/** The view after events that came one second after another. */
export function viewAfter(...events: readonly DevnetEvent[]): ViewModel {
  return events.reduce((view, event, index) => updateView(view, event, index + 1), emptyView)
}

export const endpoints: Endpoints = {
  l1: 'http://127.0.0.1:1',
  sequencerNode: 'http://127.0.0.1:2',
  followerNode: 'http://127.0.0.1:3',
  followerClient: 'http://127.0.0.1:4',
  follower: 'http://127.0.0.1:5',
}
