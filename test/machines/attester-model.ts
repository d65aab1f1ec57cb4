import { getAdjacencyMap } from '@xstate/graph'
import type { SnapshotFrom } from 'xstate'
import type { AttesterInput } from '../../machines/attester/context.ts'
import { attesterMachine } from '../../machines/attester/machine.ts'
import type { ExamineOutcome, Rival, SafeHead } from '../../machines/attester/outcomes.ts'
import type { Hash, L1View } from '../../machines/values.ts'

export type AttesterSnapshot = SnapshotFrom<typeof attesterMachine>

/** An outcome of the actor with this id, a defect of it, or a timer of the state. */
export interface ModelEvent {
  readonly type: string
  readonly output?: unknown
  readonly error?: unknown
}

export interface Edge {
  readonly from: string
  readonly event: ModelEvent
  readonly to: string
}

/** The first start beside a node to be checked. */
export const firstStart: AttesterInput = {
  trustsSource: false,
  newestSigned: null,
  signedThrough: null,
  delays: {
    pollIntervalMs: 1,
    olderSpacingMs: 1,
    callDeadlineMs: 2,
    backoffMs: 3,
    backoffLimitMs: 4,
    refusalRecheckMs: 5,
  },
  limits: { repeatEveryPolls: 2, backfillBlocks: 2 },
}

/** A restart beside a node that the operator vouches for. */
export const trustedRestart: AttesterInput = {
  ...firstStart,
  trustsSource: true,
  newestSigned: { number: 1, hash: hashOf('a1') },
  signedThrough: { number: 1, hash: hashOf('a1') },
}

export function hashOf(name: string): Hash {
  return `0x${Buffer.from(name).toString('hex').padEnd(64, '0')}`
}

/** Block 3 on the lineage `a` has block 2 on `a` for its parent. */
export function headOn(lineage: string, number: number, l1View: L1View): SafeHead {
  const parentHash = hashOf(`${lineage}${number - 1}`)
  return { number, hash: hashOf(`${lineage}${number}`), parentHash, timestamp: number, l1View }
}

const view: L1View = { number: 7, hash: hashOf('l1-7') }
const gone = { kind: 'unreachable', detail: 'gone' } as const
const rival = (viewStatus: Rival['viewStatus']): ExamineOutcome => {
  const rivals = [
    { number: 1, hash: hashOf('rival'), l1View: { number: 6, hash: hashOf('l1-6') }, viewStatus },
  ]
  return { kind: 'examined', rivals, viewStatus: 'canonical', forgotten: false }
}

/** Everything that each actor may answer, as far as the chart can tell answers apart. */
function outcomesOf(id: string, { context: { work } }: AttesterSnapshot): readonly unknown[] {
  switch (id) {
    case 'checkSource':
      return [{ kind: 'checked', verifies: true }, { kind: 'checked', verifies: false }, gone]
    case 'poll':
      return [...polledHeads, { kind: 'nothing-yet', detail: 'reset' }, gone]
    case 'examine':
      return [...examinations, { kind: 'missing', detail: 'no ancestor' }, gone]
    case 'fetch': {
      const parentHash = hashOf(`a${(work?.number ?? 0) - 1}`)
      return [{ kind: 'fetched', timestamp: 1, parentHash }, { kind: 'missing', detail: 'pruned' }, gone]
    }
    case 'intend':
      return [{ kind: 'intended' }]
    case 'sign':
      return [{ kind: 'signed', issuedAtMs: 1 }, gone]
    case 'publish':
      return [
        { kind: 'reached', recipients: 1, problems: [] },
        { kind: 'unpublished', detail: 'alone' },
      ]
    default:
      throw new Error(`the model does not know what ${id} answers`)
  }
}

const polledHeads = [
  headOn('a', 1, view),
  headOn('a', 2, view),
  headOn('a', 4, view),
  headOn('b', 2, view),
].map((head) => ({ kind: 'head', head }))

const clear: ExamineOutcome = { kind: 'examined', rivals: [], viewStatus: null, forgotten: false }
const examinations = [
  clear,
  { ...clear, forgotten: true },
  rival('canonical'),
  rival('orphaned'),
  rival(null),
]

export function invokedIn(snapshot: AttesterSnapshot): readonly string[] {
  return snapshot._nodes.flatMap((node) => node.invoke.map(({ id }) => id))
}

export function timersIn(snapshot: AttesterSnapshot): readonly ModelEvent[] {
  return snapshot._nodes.flatMap((node) => node.after.map(({ eventType }) => ({ type: String(eventType) })))
}

function eventsIn(snapshot: AttesterSnapshot): readonly ModelEvent[] {
  const answers = invokedIn(snapshot).flatMap((id) => [
    ...outcomesOf(id, snapshot).map((output) => ({ type: `xstate.done.actor.${id}`, output })),
    { type: `xstate.error.actor.${id}`, error: new Error('defect') },
  ])
  return [...answers, ...timersIn(snapshot)]
}

/** What guards read and invocations are given. What is left out tells a story, or lengthens a wait. */
export function keyOf({ value, context }: AttesterSnapshot): string {
  const { newest, signedThrough, announced, backlog, work, intended, pollsSinceSaid } = context
  return JSON.stringify([value, newest, signedThrough, announced, backlog, work, intended, pollsSinceSaid])
}

const statesLimit = 20_000

export interface Exploration {
  readonly initial: string
  readonly states: number
  readonly edges: readonly Edge[]
}

export function explore(input: AttesterInput): Exploration {
  const options = { input, limit: statesLimit, events: eventsIn, serializeState: keyOf, serializeEvent }
  const map = getAdjacencyMap(attesterMachine as never, options as never) as unknown as Record<string, Node>
  const edges = Object.entries(map).flatMap(([from, { transitions }]) =>
    Object.values(transitions).map(({ state, event }) => ({ from, event, to: keyOf(state) })),
  )
  return { initial: Object.keys(map)[0]!, states: Object.keys(map).length, edges }
}

interface Node {
  readonly transitions: Record<string, { state: AttesterSnapshot; event: ModelEvent }>
}

export function serializeEvent({ type, output }: ModelEvent): string {
  return `${type} ${JSON.stringify(output)}`
}
