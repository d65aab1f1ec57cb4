import { styleText } from 'node:util'
import type { ViewModel } from './model.ts'
import { type Paint, renderFrame } from './terminal.ts'

/** A terminal as `process.stdout` is one. */
export interface Terminal {
  readonly columns?: number
  readonly rows?: number
  readonly write: (text: string) => unknown
}

export interface Screen {
  /** As much of the frame as the terminal has rows for. */
  readonly paint: (view: ViewModel) => void
  /** Leaves the last frame standing, whole, and gives the cursor back. */
  readonly close: (view: ViewModel) => void
}

const hideCursor = '\u001b[?25l'
const showCursor = '\u001b[?25h'
const clearLine = '\u001b[K'
const clearBelow = '\u001b[J'
const upLines = (count: number) => (count === 0 ? '\r' : `\u001b[${count}F`)

/** Repaints the frame in place, without taking over the terminal's scroll-back. */
export function openScreen(terminal: Terminal): Screen {
  let painted = 0
  const replace = (lines: readonly string[]) => {
    const text = lines.map((line) => `${line}${clearLine}\n`).join('')
    terminal.write(upLines(painted) + text + clearBelow)
    painted = lines.length
  }
  const frame = (view: ViewModel) => renderFrame(view, { columns: terminal.columns ?? 80, paint: colours })
  terminal.write(hideCursor)
  return {
    paint: (view) => replace(frame(view).slice(0, Math.max(1, (terminal.rows ?? 24) - 1))),
    close: (view) => {
      replace(frame(view))
      terminal.write(showCursor)
    },
  }
}

const styles = { title: 'bold', dim: 'dim', good: 'green', bad: 'red', bar: 'cyan' } as const

/** Follows NO_COLOR and its relatives, as Node reads them. */
const colours: Paint = (look, text) => styleText(styles[look], text)
