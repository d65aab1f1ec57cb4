import { expect, it } from 'vitest'
import type { ConsolidationReading } from '../../machines/follower/readings.ts'
import { loggedReader } from '../../src/follower/log-consolidation.ts'
import type { LogFields, LogPort } from '../../src/ports/log.ts'
import { asking, consolidated, createStory } from './story.ts'

/** The parts of a line that are there. */
function words(...parts: readonly unknown[]): string {
  return parts.flatMap((part) => (part === undefined ? [] : [String(part)])).join(' ')
}

/** What a reader that answers this makes the log say, line by line. */
async function linesOf(readings: readonly ConsolidationReading[], base = 0): Promise<readonly string[]> {
  const story = createStory()
  const lines: string[] = []
  const write =
    (level: string) =>
    (message: string, fields: LogFields = {}) => {
      const { code, number, through } = fields
      lines.push(words(level, message, code, number ?? through))
    }
  const log: LogPort = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
  }
  const answers = readings.values()
  const read = loggedReader(async () => answers.next().value!, log)
  const bases = [{ number: base, hash: story.at(0).hash }]
  for (const reading of readings) expect(await read(...asking(bases, null))).toBe(reading)
  return lines
}

const at = (number: number) => ({ number, hash: `0x${number.toString(16).padStart(64, '0')}` as const })
const upTo = (number: number) => consolidated(at(number), at(1))
const stopped = (number: number): ConsolidationReading => ({
  kind: 'stopped',
  reason: 'differs',
  watermark: { block: at(number - 1), origin: at(1) },
  at: at(number),
  detail: 'gasLimit is not what its parent and L1 make of it',
  expected: '1',
  seen: '2',
})
const away: ConsolidationReading = { kind: 'unreachable', detail: 'nobody listens' }

it('says once that the first blocks were consolidated, and not that nothing was', async () => {
  const nothing: ConsolidationReading = { kind: 'consolidated', watermark: null }
  expect(await linesOf([nothing, upTo(5), upTo(9), upTo(20)], 5)).toEqual([
    'info first blocks consolidated 9',
  ])
})

it('says once what stops it, by the name of its blocker, and when it goes on', async () => {
  expect(await linesOf([upTo(5), stopped(9), stopped(9), upTo(9), upTo(10)])).toEqual([
    'info first blocks consolidated 5',
    'warn consolidation stopped consolidation/differs 9',
    'info consolidation goes on 9',
  ])
})

it('says of a second block that it stops at it too', async () => {
  expect(await linesOf([stopped(9), stopped(10)])).toEqual([
    'info first blocks consolidated 8',
    'warn consolidation stopped consolidation/differs 9',
    'warn consolidation stopped consolidation/differs 10',
  ])
})

it('says once that somebody is away', async () => {
  expect(await linesOf([away, away, upTo(2)])).toEqual([
    'warn consolidation waits consolidation/unreachable',
    'info first blocks consolidated 2',
  ])
})
