import {
  createActor,
  fromCallback,
  fromPromise,
  type InspectionEvent,
  type NonReducibleUnknown,
} from 'xstate'
import type { Fact } from '../../../machines/follower/facts.ts'
import { followerMachine } from '../../../machines/follower/machine.ts'
import type * as outcomes from '../../../machines/follower/outcomes.ts'
import { gossipLink, type MeshCommand } from '../../../machines/gossip/machine.ts'
import { type PollReading, pollerMachine } from '../../../machines/poller/machine.ts'
import { createManualClock } from '../../support/manual-clock.ts'
import type { ModelEvent } from './alphabet.ts'
import type { Chapter } from './chapter.ts'
import { namesOf, type TransitionNames } from './chart.ts'
import type { FollowerModel } from './explore.ts'
import type { FollowerSnapshot } from './key.ts'

/** A call that the follower made and that the test answers. */
export interface Call {
  readonly id: string
  readonly input: unknown
  readonly signal: AbortSignal
  readonly resolve: (outcome: never) => void
  readonly reject: (error: unknown) => void
}

export interface Stage {
  readonly snapshot: () => FollowerSnapshot
  /** Makes the event happen as it does in life: a call ends, a timer fires, a link reports. */
  readonly perform: (event: ModelEvent) => Promise<void>
  /** Calls that are neither answered nor aborted. */
  readonly callsUnderWay: () => readonly Call[]
  /** What was recorded since this was asked last. */
  readonly takeFacts: () => readonly Fact[]
  readonly delaysMs: () => readonly number[]
  /** What a link is to look at in its next reading. */
  readonly questionOf: (link: 'derivation' | 'consolidation' | 'engine') => unknown
  /** The heads for which the gossip link would ask its peers. */
  readonly headsWanted: () => unknown
  readonly stop: () => void
}

export interface Theatre {
  readonly transitions: TransitionNames
  readonly taken: Set<string>
  readonly open: (input: Chapter['input']) => Stage
}

/**
 * Runs real actors of the real chart, links included, in which nothing happens by itself:
 * every call waits for its answer and every timer for its name. Remembers which transitions were taken.
 */
export function createTheatre(machine: FollowerModel = followerMachine): Theatre {
  let calls: Call[] = []
  let facts: Fact[] = []
  const taken = new Set<string>()
  const call = <Outcome, Input = NonReducibleUnknown>(id: string) =>
    fromPromise<Outcome, Input>(({ input, signal }) => {
      return new Promise((resolve, reject) => calls.push({ id, input, signal, resolve, reject }))
    })
  const link = pollerMachine.provide({
    actors: { read: fromPromise<PollReading, unknown>(() => new Promise(() => {})) },
  })
  const provided = machine.provide({
    actors: {
      derivation: link,
      consolidation: link,
      l1: link,
      engine: link,
      gossip: gossipLink.provide({ actors: { mesh: fromCallback<MeshCommand>(() => {}) } }),
      examine: call<outcomes.ExamineOutcome, outcomes.ExamineInput>('examine'),
      command: call('command'),
      readBack: call<outcomes.ReadBackOutcome>('readBack'),
      replace: call<outcomes.ReplaceOutcome, outcomes.ReplaceInput>('replace'),
    },
    actions: { record: (_, { fact }) => facts.push(fact) },
  })
  const transitions = namesOf(provided.root)
  const inspect = (event: InspectionEvent): void => {
    if (event.type !== '@xstate.microstep') return
    for (const transition of event._transitions) {
      const name = transitions.get(transition)
      if (name !== undefined) taken.add(name)
    }
  }

  const open = (input: Chapter['input']): Stage => {
    const { clock, delaysMs, fire } = createManualClock()
    calls = []
    facts = []
    const actor = createActor(provided, { input, clock, inspect }).start()
    const answer = (event: ModelEvent): void => {
      const [, outcome, , id] = event.type.split('.')
      const asked = calls.find((made) => made.id === id && !made.signal.aborted)
      if (asked === undefined) throw new Error(`nobody asked for ${event.type}`)
      calls = calls.filter((made) => made !== asked)
      if (outcome === 'done') asked.resolve(event.output as never)
      else asked.reject(event.error)
    }
    return {
      snapshot: () => actor.getSnapshot(),
      perform: async (event) => {
        if (event.type.startsWith('xstate.after.')) return fire(delayMsOf(actor.getSnapshot(), event.type))
        if (!event.type.startsWith('xstate.')) return actor.send(event as never)
        const before = actor.getSnapshot()
        answer(event)
        await untilMoved(actor, before)
      },
      callsUnderWay: () => calls.filter(({ signal }) => !signal.aborted),
      takeFacts: () => facts.splice(0),
      delaysMs,
      questionOf: (link) => actor.getSnapshot().children[link]?.getSnapshot().context.question,
      headsWanted: () => actor.getSnapshot().children.gossip?.getSnapshot().context.wanted,
      stop: () => actor.stop(),
    }
  }
  return { transitions, taken, open }
}

const ticksLimit = 20

async function untilMoved(actor: { getSnapshot: () => unknown }, before: unknown): Promise<void> {
  for (let tick = 0; tick < ticksLimit && actor.getSnapshot() === before; tick += 1) await Promise.resolve()
}

/** The table of delays, written out once more; only the recheck grows with its tries. */
export function delayMsOf({ context }: FollowerSnapshot, timer: string): number {
  const name = timer.split('.')[2] ?? ''
  const lengthMs: Readonly<Record<string, number>> = {
    syncingDeadline: 11,
    attestationDeadline: 12,
    derivationDeadline: 13,
    examineDeadline: 14,
    commandDeadline: 15,
    confirmDeadline: 16,
    confirmRetry: 17,
    replaceDeadline: 18,
    holdRecheck: [19, 38, 76, 152, 304, 608][Math.min(context.holdTries, 5)]!,
  }
  return lengthMs[name] ?? Number.NaN
}
