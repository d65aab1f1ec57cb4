import type { BlockRef } from '../../machines/values.ts'
import type { ClockPort } from '../ports/clock.ts'
import type { Announce } from './events.ts'
import type { Display } from './view/display.ts'
import { emptyView, updateView, type ViewModel } from './view/model.ts'

/** What has happened so far, for those who wait for something. */
export interface Chronicle {
  readonly announce: Announce
  readonly view: () => ViewModel
  /** The last promotions, oldest first, at most `promotedLimit`. */
  readonly promoted: () => readonly BlockRef[]
}

const promotedLimit = 1_000

/** Remembers every event, and shows it. */
export function createChronicle(show: Display['show'], clock: ClockPort): Chronicle {
  const startedMs = clock.nowMs()
  const promoted: BlockRef[] = []
  let view = emptyView
  return {
    announce: (event) => {
      const before = view
      view = updateView(before, event, (clock.nowMs() - startedMs) / 1_000)
      if (event.event === 'promoted') promoted.push({ number: event.number, hash: event.hash })
      if (promoted.length > promotedLimit) promoted.shift()
      show(event, before, view)
    },
    view: () => view,
    promoted: () => promoted,
  }
}
