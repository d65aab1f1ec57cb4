import { afterAll, describe, expect, it } from 'vitest'
import { fromPromise, SimulatedClock, type SnapshotFrom } from 'xstate'
import { type PollReading, pollerMachine } from '../../machines/poller/machine.ts'
import { exploreGraph } from '../support/graph/explore-graph.ts'
import { walksOver } from '../support/graph/walks.ts'
import { type Clock, createManualClock } from '../support/manual-clock.ts'
import { openLink, settled } from './link-stage.ts'

const delays = {
  pollIntervalMs: 1_000,
  readDeadlineMs: 3_000,
  backoffMs: 500,
  backoffLimitMs: 4_000,
  refusedRetryMs: 15_000,
}
const input = { name: 'engine', goodKind: 'labels', question: 'first', delays }
const good: PollReading = { kind: 'labels' }
const refused: PollReading = { kind: 'unauthorized' }
const unreachable: PollReading = { kind: 'unreachable' }

interface Reading {
  readonly question: unknown
  readonly signal: AbortSignal
  readonly answer: (reading: PollReading) => Promise<void>
  readonly fail: (error: unknown) => Promise<void>
}

/** A poller over a remote end that answers when the test says so. */
function poll(clock: Clock = new SimulatedClock()) {
  const readings: Reading[] = []
  const read = fromPromise<PollReading, unknown>(({ input: question, signal }) => {
    return new Promise((resolve, reject) => {
      const ending =
        <T>(end: (value: T) => void) =>
        (value: T) => {
          end(value)
          return settled()
        }
      readings.push({ question, signal, answer: ending(resolve), fail: ending(reject) })
    })
  })
  const stage = openLink(pollerMachine.provide({ actors: { read } }), input, clock)
  return { ...stage, readings, last: () => readings.at(-1)! }
}

describe('a poller', () => {
  it('reads, reports, rests for the interval and reads again', async () => {
    const clock = new SimulatedClock()
    const { readings, last, takeReports } = poll(clock)
    await last().answer(good)
    expect(takeReports()).toEqual([{ type: 'engine.read', reading: good }])
    clock.increment(delays.pollIntervalMs - 1)
    expect(readings).toHaveLength(1)
    clock.increment(1)
    expect(readings).toHaveLength(2)
  })

  it('backs off, twice as long each time, up to the limit; one good reading forgets it', async () => {
    const clock = new SimulatedClock()
    const { readings, last, takeReports } = poll(clock)
    const waitsMs: number[] = []
    for (let failure = 0; failure < 6; failure += 1) {
      await last().answer(unreachable)
      const [startMs, count] = [clock.now(), readings.length]
      while (readings.length === count) clock.increment(1)
      waitsMs.push(clock.now() - startMs)
    }
    expect(waitsMs).toEqual([500, 1_000, 2_000, 4_000, 4_000, 4_000])
    expect(takeReports()).toHaveLength(6)
    await last().answer(good)
    clock.increment(delays.pollIntervalMs)
    await last().answer(unreachable)
    const count = readings.length
    clock.increment(delays.backoffMs)
    expect(readings).toHaveLength(count + 1)
  })

  it('waits longer when it is refused: a wrong secret does not mend itself', async () => {
    const clock = new SimulatedClock()
    const { readings, last, takeReports } = poll(clock)
    await last().answer(refused)
    expect(takeReports()).toEqual([{ type: 'engine.read', reading: refused }])
    clock.increment(delays.refusedRetryMs - 1)
    expect(readings).toHaveLength(1)
    clock.increment(1)
    expect(readings).toHaveLength(2)
  })

  it('gives a reading up at its deadline, says so, and aborts the call', () => {
    const clock = new SimulatedClock()
    const { last, takeReports } = poll(clock)
    const { signal } = last()
    clock.increment(delays.readDeadlineMs)
    expect(takeReports()).toMatchObject([{ reading: { kind: 'timed-out' } }])
    expect(signal.aborted).toBe(true)
  })

  it('reads at once when it is told to look, also from a long wait', async () => {
    const { link, readings, last } = poll()
    await last().answer(refused)
    link.send({ type: 'look', question: 'second' })
    expect(readings.map(({ question }) => question)).toEqual(['first', 'second'])
  })

  it('lets a reading that is under way end, and takes the new question next', async () => {
    const clock = new SimulatedClock()
    const { link, readings, last } = poll(clock)
    link.send({ type: 'look', question: 'second' })
    expect(readings).toHaveLength(1)
    await last().answer(good)
    link.send({ type: 'ask', question: 'third' })
    clock.increment(delays.pollIntervalMs)
    expect(readings.map(({ question }) => question)).toEqual(['first', 'third'])
  })

  it('reads at once when it is hurried after a good reading, but waits out what failed', async () => {
    const clock = new SimulatedClock()
    const { link, readings, last } = poll(clock)
    await last().answer(good)
    link.send({ type: 'hurry', question: 'second' })
    expect(readings.map(({ question }) => question)).toEqual(['first', 'second'])
    await last().answer(unreachable)
    link.send({ type: 'hurry', question: 'third' })
    clock.increment(delays.backoffMs - 1)
    expect(readings).toHaveLength(2)
    clock.increment(1)
    expect(last().question).toBe('third')
  })

  it('takes a reader that throws for a malformed answer, and goes on', async () => {
    const clock = new SimulatedClock()
    const { readings, last, takeReports } = poll(clock)
    await last().fail(new Error('cannot read properties of undefined'))
    expect(takeReports()).toMatchObject([{ reading: { kind: 'malformed' } }])
    clock.increment(delays.backoffMs)
    expect(readings).toHaveLength(2)
  })
})

describe('every edge of the poller', () => {
  type Snapshot = SnapshotFrom<typeof pollerMachine>
  interface Event {
    readonly type: string
    readonly [field: string]: unknown
  }
  const counts = { edges: 0, walks: 0 }
  const model = pollerMachine.provide({ actions: { report: () => {} } })
  const keyOf = ({ value, context: { question, failures, reading } }: Snapshot) =>
    JSON.stringify([value, question, failures, reading?.kind])
  const eventsIn = (snapshot: Snapshot): readonly Event[] => [
    { type: 'ask', question: 'first' },
    { type: 'look', question: 'second' },
    { type: 'hurry', question: 'second' },
    ...(snapshot.value === 'reading' ? endings : []),
    ...snapshot._nodes.flatMap((node) => node.after.map(({ eventType }) => ({ type: String(eventType) }))),
  ]
  const endings = [
    ...[good, refused, unreachable].map((output) => ({ type: 'xstate.done.actor.read', output })),
    { type: 'xstate.error.actor.read', error: 'a defect' },
  ]
  /** All waits of one poller are of different length, so the timer can be told by it. */
  const timerMs = (snapshot: Snapshot, type: string): number => {
    const { failures } = snapshot.context
    const waitsMs = { pollInterval: 1_000, readDeadline: 3_000, refusedRetry: 15_000 }
    const backoffMs = [500, 1_000, 2_000, 4_000][Math.min(failures, 4) - 1]!
    return { ...waitsMs, backoff: backoffMs }[type.split('.')[2] as 'backoff']
  }

  it('is taken by a real one', async () => {
    const { edges, initial } = exploreGraph(model, { input, eventsIn, keyOf, edgesLimit: 2_000 })
    const walks = walksOver(edges, initial)
    for (const walk of walks) {
      const { clock, fire } = createManualClock()
      const { link, last, takeReports, stop } = poll(clock)
      for (const { event, to } of walk) {
        if (event.type.startsWith('xstate.after.')) fire(timerMs(link.getSnapshot(), event.type))
        else if (event.type === 'xstate.done.actor.read') await last().answer(event.output as PollReading)
        else if (event.type === 'xstate.error.actor.read') await last().fail(event.error)
        else link.send(event)
        expect(keyOf(link.getSnapshot())).toBe(to)
        expect(takeReports()).toHaveLength(/actor|readDeadline/.test(event.type) ? 1 : 0)
      }
      stop()
    }
    Object.assign(counts, { edges: edges.length, walks: walks.length })
    expect(new Set(edges.map(({ event }) => event.type)).size).toBe(9)
  })

  afterAll(() => console.log(`poller: ${counts.edges} edges in ${counts.walks} walks`))
})
