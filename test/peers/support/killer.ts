import { setTimeout as sleep } from 'node:timers/promises'
import type { FollowerPlace } from '../../../src/devnet/stock/follower-place.ts'
import type { Program } from '../../../src/devnet/stock/program.ts'
import type { Random } from '../../wire/random.ts'
import { planKill } from './kill-plan.ts'

/** Kills what stands at a follower's place, and is the service manager that starts it again. */
export interface Killer {
  /** `kill -9` of some of them within so many milliseconds, after which all of them run again. */
  readonly strike: (limitMs: number) => Promise<void>
  readonly strikes: () => number
  /** When the client was started again: its labels are what it has kept on disk from then on. */
  readonly clientLives: () => readonly number[]
  /** How often each of them was started again: after a kill, or because it had ended by itself. */
  readonly starts: (program: Program) => number
}

export function createKiller({ client, follower, node }: FollowerPlace, random: Random): Killer {
  const programs: readonly Program[] = [client, follower, node]
  const started = new Map<Program, number[]>(programs.map((program) => [program, []]))
  let strikes = 0
  // A rollup node that finds nobody at its start gives up, and one that cannot go on ends with exit code 0.
  node.keep((how) => {
    console.log(`${node.name} ended by itself: ${how}`)
    started.get(node)!.push(Date.now())
  })
  const strike = async (limitMs: number) => {
    strikes += 1
    const { afterMs, victims, awayMs, returning } = planKill(random, programs, limitMs)
    await sleep(afterMs)
    console.log(
      `${new Date().toISOString()} strike ${strikes}: ${victims.map(({ name }) => name).join(', ')}`,
    )
    await Promise.all(victims.map(({ kill }) => kill()))
    await sleep(awayMs)
    for (const { program, afterMs: gapMs } of returning) {
      await sleep(gapMs)
      started.get(program)!.push(Date.now())
      program.launch()
    }
  }
  return {
    strike,
    strikes: () => strikes,
    clientLives: () => started.get(client)!,
    starts: (program) => started.get(program)?.length ?? 0,
  }
}
