import { describe, expect, it } from 'vitest'
import { emptyView } from '../../../src/devnet/view/model.ts'
import { openScreen } from '../../../src/devnet/view/screen.ts'
import { viewAfter } from './story.ts'

function terminal(rows: number) {
  const written: string[] = []
  return { columns: 60, rows, write: (text: string) => written.push(text), written }
}

describe('the screen', () => {
  it('repaints in place: up by as many lines as it painted before', () => {
    const stdout = terminal(40)
    const screen = openScreen(stdout)
    screen.paint(emptyView)
    screen.paint(emptyView)
    const [, first, second] = stdout.written
    expect(first!.startsWith('\r')).toBe(true)
    const lines = first!.split('\n').length - 1
    expect(second!.startsWith(`\u001b[${lines}F`)).toBe(true)
  })

  it('never scrolls: a frame is cut to the rows of the terminal', () => {
    const stdout = terminal(8)
    openScreen(stdout).paint(viewAfter({ event: 'state', state: 'holding' }))
    expect(stdout.written.at(-1)!.split('\n')).toHaveLength(8)
  })

  it('leaves the whole last frame standing, however few rows there are', () => {
    const stdout = terminal(4)
    openScreen(stdout).close(emptyView)
    expect(stdout.written.at(-2)).toContain('Ctrl-C')
  })

  it('hides the cursor and gives it back', () => {
    const stdout = terminal(24)
    openScreen(stdout).close(emptyView)
    expect(stdout.written.at(0)).toBe('\u001b[?25l')
    expect(stdout.written.at(-1)).toBe('\u001b[?25h')
  })
})
