import * as Schema from 'effect/Schema'
import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { type ForkName, type ForkTimes, forkNames } from '../forks.ts'
import { unsigned } from './json-fields.ts'
import { reversal } from './reversal.ts'
import type { UnknownFork } from './rollup-config.ts'
import { shapeDecoder } from './shape-decoder.ts'

interface Schedule {
  readonly forks: ForkTimes
  readonly unknownForks: readonly UnknownFork[]
}

/** Keys that end like the time of a fork and are none. */
const otherTimes = ['block_time', 'pectra_blob_schedule_time']

const decodeRecord = shapeDecoder(Schema.Record(Schema.String, Schema.Unknown))
const decodeTimes = shapeDecoder(Schema.Record(Schema.String, Schema.NullOr(unsigned)))

/** Every `<name>_time` of a rollup config: those of the forks that are known, and those that are not. */
export function forkSchedule(json: unknown): Decoded<Schedule> {
  const times = forkTimeKeys(json)
  if (times.kind !== 'ok') return times
  const { lagoon_time: lagoon, interop_time: interop, ...others } = times.value
  if (lagoon != null && interop != null && lagoon !== interop) {
    return malformed(`lagoon_time is ${lagoon} and interop_time, its former name, is ${interop}`)
  }
  const named = { ...others, lagoon_time: lagoon ?? interop ?? null }
  const forks = withRegolith(knownForks(named))
  const disorder = disorderOf(forks)
  return disorder === null ? ok({ forks, unknownForks: unknownForks(named) }) : malformed(disorder)
}

type Times = Readonly<Record<string, number | null>>

function forkTimeKeys(json: unknown): Decoded<Times> {
  const record = decodeRecord(json)
  if (record.kind !== 'ok') return record
  const isForkTime = (key: string) => key.endsWith('_time') && !otherTimes.includes(key)
  return decodeTimes(Object.fromEntries(Object.entries(record.value).filter(([key]) => isForkTime(key))))
}

function knownForks(times: Times): ForkTimes {
  const entries = forkNames.map((name) => [name, times[`${name}_time`] ?? null] as const)
  return Object.fromEntries(entries) as Record<ForkName, number | null>
}

function unknownForks(times: Times): readonly UnknownFork[] {
  const known: readonly string[] = forkNames
  return Object.entries(times).flatMap(([key, time]) => {
    const name = key.slice(0, -'_time'.length)
    return time === null || known.includes(name) ? [] : [{ name, time }]
  })
}

/** kona-node leaves Regolith out where the superchain registry does, whose networks all began with it. */
function withRegolith(forks: ForkTimes): ForkTimes {
  return forks.regolith === null && forks.canyon !== null ? { ...forks, regolith: 0 } : forks
}

function disorderOf(forks: ForkTimes): string | null {
  return gapIn(forks) ?? reversal(forkNames.flatMap((name) => timed(name, forks[name])))
}

/**
 * Lagoon alone may stand without the forks before it: networks tried it as `interop` before those existed,
 * and op-node lets them.
 */
function gapIn(forks: ForkTimes): string | null {
  const line = forkNames.filter((name) => name !== 'lagoon')
  const gap = line.findIndex((name, i) => i > 0 && forks[name] !== null && forks[line[i - 1]!] === null)
  if (gap === -1) return null
  const name = line[gap]!
  return `${name}_time is ${forks[name]}, but ${line[gap - 1]}_time is not set`
}

function timed(name: ForkName, time: number | null) {
  return time === null ? [] : [{ key: `${name}_time`, time }]
}
