import type { DevnetEvent } from '../events.ts'
import { jsonLine } from './json.ts'
import { textLine } from './lines.ts'
import { emptyView, type ViewModel } from './model.ts'
import { openScreen, type Terminal } from './screen.ts'

export type DisplayKind = 'terminal' | 'lines' | 'json'

/** Shows what happens to whoever started the network. */
export interface Display {
  /** An event with the views before and after it. */
  readonly show: (event: DevnetEvent, before: ViewModel, after: ViewModel) => void
  readonly close: () => void
}

const repaintEveryMs = 200

export function createDisplay(kind: DisplayKind, stdout: Terminal): Display {
  if (kind === 'terminal') return screenDisplay(stdout)
  return { show: kind === 'json' ? showJson(stdout) : showLines(stdout), close: () => undefined }
}

function showJson(stdout: Terminal): Display['show'] {
  return (event) => void stdout.write(jsonLine(event))
}

function showLines(stdout: Terminal): Display['show'] {
  return (event, before, after) => {
    const line = textLine(before, event, after.seconds)
    if (line !== null) stdout.write(line)
  }
}

/** Paints on a timer, because many events come together. */
function screenDisplay(stdout: Terminal): Display {
  const screen = openScreen(stdout)
  let view: ViewModel = emptyView
  const timer = setInterval(() => screen.paint(view), repaintEveryMs)
  return {
    show: (_event, _before, after) => {
      view = after
    },
    close: () => {
      clearInterval(timer)
      screen.close(view)
    },
  }
}
