import type { ClockPort } from '../../ports/clock.ts'
import type { DevnetEvent } from '../events.ts'
import { jsonLine } from './json.ts'
import { textLine } from './lines.ts'
import { emptyView, updateView, type ViewModel } from './model.ts'
import { openScreen, type Terminal } from './screen.ts'

/** Shows events to whoever started the network. */
export interface Display {
  readonly show: (event: DevnetEvent) => void
  readonly close: () => void
}

export interface DisplayOptions {
  readonly kind: 'terminal' | 'lines' | 'json'
  readonly stdout: Terminal
  readonly clock: ClockPort
}

const repaintEveryMs = 200

export function createDisplay({ kind, stdout, clock }: DisplayOptions): Display {
  if (kind === 'json') return { show: (event) => void stdout.write(jsonLine(event)), close: () => undefined }
  return kind === 'lines' ? lineDisplay(stdout, clock) : screenDisplay(stdout, clock)
}

function lineDisplay(stdout: Terminal, clock: ClockPort): Display {
  const secondsUp = stopwatch(clock)
  let view: ViewModel = emptyView
  return {
    show: (event) => {
      const line = textLine(view, event, secondsUp())
      if (line !== null) stdout.write(line)
      view = updateView(view, event, secondsUp())
    },
    close: () => undefined,
  }
}

function screenDisplay(stdout: Terminal, clock: ClockPort): Display {
  const secondsUp = stopwatch(clock)
  const screen = openScreen(stdout)
  let view: ViewModel = emptyView
  const repaint = () => screen.paint({ ...view, seconds: secondsUp() })
  const timer = setInterval(repaint, repaintEveryMs)
  return {
    show: (event) => {
      view = updateView(view, event, secondsUp())
    },
    close: () => {
      clearInterval(timer)
      repaint()
      screen.close()
    },
  }
}

function stopwatch(clock: ClockPort): () => number {
  const startedMs = clock.nowMs()
  return () => (clock.nowMs() - startedMs) / 1_000
}
