import { createActor, fromPromise, type InspectionEvent } from 'xstate'
import type { AttesterInput } from '../../machines/attester/context.ts'
import { attesterMachine } from '../../machines/attester/machine.ts'
import type { AttesterEmitted } from '../../machines/attester/setup.ts'
import type { ModelEvent } from './attester-model.ts'

type ActorName = 'checkSource' | 'poll' | 'examine' | 'fetch' | 'intend' | 'sign' | 'publish'

interface Call {
  readonly input: unknown
  readonly signal: AbortSignal
  readonly resolve: (output: never) => void
  readonly reject: (error: unknown) => void
}

/**
 * The real chart with actors that wait to be told what to answer, and a clock whose timers
 * fire when they are told to. Nothing happens by itself.
 */
export function createRig(input: AttesterInput, taken: Set<string> = new Set()) {
  const calls = new Map<string, Call>()
  const timers = new Map<number, () => void>()
  const said: AttesterEmitted[] = []
  const waiting = <Output, Input>(name: ActorName) =>
    fromPromise<Output, Input>(
      (scope) =>
        new Promise((resolve, reject) => {
          calls.set(name, { input: scope.input, signal: scope.signal, resolve: resolve as never, reject })
        }),
    )
  const machine = attesterMachine.provide({
    actors: {
      checkSource: waiting('checkSource'),
      poll: waiting('poll'),
      examine: waiting('examine'),
      fetch: waiting('fetch'),
      intend: waiting('intend'),
      sign: waiting('sign'),
      publish: waiting('publish'),
    },
  })
  let lastTimer = 0
  const clock = {
    setTimeout: (fire: () => void) => {
      lastTimer += 1
      timers.set(lastTimer, fire)
      return lastTimer
    },
    clearTimeout: (id: number) => void timers.delete(id),
  }
  const actor = createActor(machine, { input, clock, inspect: (event) => noteTransitions(event, taken) })
  for (const type of ['attested', 'published', 'refused', 'trouble'] as const) {
    actor.on(type, (event) => void said.push(event))
  }
  actor.start()

  return {
    snapshot: () => actor.getSnapshot(),
    send: (type: string) => actor.send({ type }),
    said,
    /** The call of this actor that is under way. */
    call: (name: string) => calls.get(name),
    timers: () => timers.size,
    /** Makes happen what the event of the model stands for, and waits until the chart has taken it. */
    execute: async ({ type, output, error }: ModelEvent): Promise<void> => {
      const id = type.split('.').at(-1)!
      if (type.startsWith('xstate.after.')) fireOnly(timers)
      else if (type.startsWith('xstate.done.')) calls.get(id)!.resolve(output as never)
      else calls.get(id)!.reject(error)
      await new Promise((resolve) => setImmediate(resolve))
    },
    stop: () => actor.stop(),
  }
}

function fireOnly(timers: Map<number, () => void>): void {
  const [only, ...others] = timers
  if (only === undefined || others.length > 0) throw new Error(`expected one timer, saw ${timers.size}`)
  timers.delete(only[0])
  only[1]()
}

function noteTransitions(event: InspectionEvent, taken: Set<string>): void {
  if (event.type !== '@xstate.microstep') return
  for (const transition of event._transitions) taken.add(nameOf(transition))
}

interface Transition {
  readonly source: { readonly id: string }
  readonly eventType: string
  readonly target?: readonly { readonly id: string }[] | undefined
  readonly guard?: unknown
}

/** By its place in the chart, not by its outcome: two branches to one state are two transitions. */
function nameOf({ source, eventType, target, guard }: Transition): string {
  const named =
    typeof guard === 'string' ? guard : ((guard as { type: string } | undefined)?.type ?? 'otherwise')
  return `${source.id} --${eventType} [${named}]--> ${target?.[0]?.id ?? 'stays'}`
}

/** Every transition that the chart declares. */
export function declaredTransitions(): readonly string[] {
  const nodes = [attesterMachine.root, ...Object.values(attesterMachine.root.states)]
  return nodes.flatMap((node) =>
    [...[...node.transitions.values()].flat(), ...(node.always ?? [])].map((transition) =>
      nameOf(transition),
    ),
  )
}
