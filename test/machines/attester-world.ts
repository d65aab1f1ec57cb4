import { initialTransition, transition } from 'xstate'
import type { attesterMachine } from '../../machines/attester/machine.ts'
import type { ExamineOutcome, Statement } from '../../machines/attester/outcomes.ts'
import type { BlockRef, L1View, L1ViewStatus } from '../../machines/values.ts'
import { firstStart, hashOf, headOn, invokedIn, keyOf, type ModelEvent, timersIn } from './attester-model.ts'

export type Machine = typeof attesterMachine
type Snapshot = ReturnType<typeof start>

/** L1 forks once: block 1 is common, and of the two blocks 2 one is canonical at a time. */
const common: L1View = { number: 1, hash: hashOf('l1-1') }
const left: L1View = { number: 2, hash: hashOf('l1-2-left') }
const right: L1View = { number: 2, hash: hashOf('l1-2-right') }

/** The world around an attester: its disk, every signature that may be out, and L1. */
export interface World {
  readonly machine: Snapshot
  readonly intents: readonly Statement[]
  readonly signed: readonly Statement[]
  readonly canonical: 'left' | 'right'
}

export function firstWorld(machine: Machine): World {
  return { machine: start(machine, null), intents: [], signed: [], canonical: 'left' }
}

function start(machine: Machine, newestSigned: BlockRef | null) {
  return initialTransition(machine, { ...firstStart, trustsSource: true, newestSigned })[0]
}

/**
 * Everything that can happen next: any answer of an arbitrary source, true answers of disk and
 * L1, lost answers, an L1 reorg, and the death of the process at any moment.
 */
export function worldsAfter(machine: Machine, world: World): readonly World[] {
  const reorg: World = { ...world, canonical: world.canonical === 'left' ? 'right' : 'left' }
  const restarted: World = { ...world, machine: start(machine, world.signed.at(-1) ?? null) }
  return [reorg, restarted, ...eventsIn(world).map((event) => step(machine, world, event))]
}

function step(machine: Machine, world: World, event: ModelEvent): World {
  const intents =
    event.type === 'xstate.done.actor.intend'
      ? added(world.intents, world.machine.context.work)
      : world.intents
  const [next] = transition(machine, world.machine, event)
  // A signature may exist from the moment it is asked for, whether its answer arrives or not.
  const signed = next.matches('signing') ? added(world.signed, next.context.work) : world.signed
  return { ...world, machine: next, intents, signed }
}

function added(statements: readonly Statement[], work: Statement | null): readonly Statement[] {
  if (work === null) throw new Error('there is no work')
  const { number, hash, l1View } = work
  const isKnown = statements.some((each) => each.hash === hash && each.l1View.hash === l1View.hash)
  return isKnown ? statements : [...statements, { number, hash, l1View }]
}

function eventsIn(world: World): readonly ModelEvent[] {
  const answers = invokedIn(world.machine).flatMap((id) =>
    outcomesOf(id, world).map((output) => ({ type: `xstate.done.actor.${id}`, output })),
  )
  return [...answers, ...timersIn(world.machine)]
}

function outcomesOf(id: string, world: World): readonly unknown[] {
  switch (id) {
    case 'poll':
      return polled
    case 'examine':
      return [examined(world)]
    case 'fetch':
      return [{ kind: 'fetched', timestamp: 1, parentHash: hashOf('parent') }]
    case 'intend':
      return [{ kind: 'intended' }]
    case 'sign':
      return [
        { kind: 'signed', issuedAtMs: 1 },
        { kind: 'timed-out', detail: 'lost' },
      ]
    case 'publish':
      return [{ kind: 'reached', recipients: 1, problems: [] }]
    default:
      throw new Error(`the model does not know what ${id} answers`)
  }
}

/** The source may name either block under any view at all: nothing here depends on its honesty. */
const polled = ['a', 'b'].flatMap((lineage) =>
  [common, left, right].map((view) => ({ kind: 'head', head: headOn(lineage, 1, view) })),
)

function examined({ machine, intents, canonical }: World): ExamineOutcome {
  const { work } = machine.context
  const statusOf = ({ hash }: L1View): L1ViewStatus =>
    hash === common.hash || hash === { left, right }[canonical].hash ? 'canonical' : 'orphaned'
  const rivals = intents.filter(({ hash }) => hash !== work?.hash)
  const weighed = rivals.map((rival) => ({ ...rival, viewStatus: statusOf(rival.l1View) }))
  return { kind: 'examined', rivals: weighed, viewStatus: work && statusOf(work.l1View), forgotten: false }
}

export function equivocates(a: Statement, b: Statement): boolean {
  return a.number === b.number && a.hash !== b.hash && onOneChain(a.l1View, b.l1View)
}

function onOneChain(a: L1View, b: L1View): boolean {
  return a.hash === b.hash || a.hash === common.hash || b.hash === common.hash
}

export function worldKey({ machine, intents, signed, canonical }: World): string {
  const names = (statements: readonly Statement[]) =>
    statements.map(({ hash, l1View }) => hash + l1View.hash).sort()
  const newest = signed.at(-1)?.hash
  return JSON.stringify([keyOf(machine), names(intents), names(signed), newest, canonical])
}
