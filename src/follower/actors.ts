import { fromPromise } from 'xstate'
import type { PendingPromotion } from '../../machines/follower/context.ts'
import type { Fact } from '../../machines/follower/facts.ts'
import { followerMachine } from '../../machines/follower/machine.ts'
import type * as outcomes from '../../machines/follower/outcomes.ts'
import type {
  ConsolidationQuestion,
  ConsolidationReading,
  DerivationQuestion,
  EngineQuestion,
  L1Question,
  L1Reading,
} from '../../machines/follower/readings.ts'
import { gossipLink } from '../../machines/gossip/machine.ts'
import { type PollReading, pollerMachine } from '../../machines/poller/machine.ts'
import { createExaminer } from '../actors/derivation/examine.ts'
import { createFlawOf, type FlawOf } from '../actors/derivation/flaw.ts'
import { createDerivationReader } from '../actors/derivation/read.ts'
import { createL1Reader } from '../actors/l1/read.ts'
import { attestedPayloadIn } from './attested-payload.ts'
import { type MeshHooks, meshActor } from './mesh.ts'
import type { FollowerOptions } from './options.ts'

export interface Hooks extends MeshHooks {
  readonly record: (fact: Fact) => void
  readonly intend: (promotion: PendingPromotion) => void
}

/** The statechart with everything it only names: five links, four kinds of work, one way to the disk. */
export function provideFollower(options: FollowerOptions, hooks: Hooks) {
  const { engine, rollupNodes, chain, l1, consolidation } = options
  const { reduce } = engine
  const originOf = consolidation?.originOf ?? (async () => null)
  const examine = createExaminer({ rollupNodes, chain, l1, reduce, originOf, flawOf: flawOf(options) })
  const readDerivation = createDerivationReader({ rollupNodes, chain })
  const readL1 = l1 === null ? async () => noL1 : createL1Reader({ l1 })
  const work = <Outcome, Input = undefined>(run: (input: Input, signal: AbortSignal) => Promise<Outcome>) =>
    fromPromise<Outcome, Input>(({ input, signal }) => hooks.track(run(input, signal)))
  const link = <Question>(read: (question: Question, signal: AbortSignal) => Promise<PollReading>) =>
    pollerMachine.provide({
      actors: { read: work<PollReading, unknown>((question, signal) => read(question as Question, signal)) },
    })
  return followerMachine.provide({
    actors: {
      derivation: link<DerivationQuestion>(readDerivation),
      consolidation: link<ConsolidationQuestion>(consolidation?.read ?? (async () => notRebuilt)),
      l1: link<L1Question>(readL1),
      engine: link<EngineQuestion>(engine.read),
      gossip: gossipLink.provide({ actors: { mesh: meshActor(options, hooks) } }),
      examine: work<outcomes.ExamineOutcome, outcomes.ExamineInput>(examine),
      command: work<outcomes.CommandOutcome, PendingPromotion>((promotion, signal) =>
        engine.command(promotion, signal, () => hooks.intend(promotion)),
      ),
      readBack: fromPromise<outcomes.ReadBackOutcome>(({ signal }) => hooks.track(engine.readBack(signal))),
      replace: work<outcomes.ReplaceOutcome, outcomes.ReplaceInput>((replacement, signal) =>
        engine.replace(replacement, signal, (denial) => hooks.record({ kind: 'denied', denial })),
      ),
    },
    actions: { record: (_, { fact }) => hooks.record(fact) },
  })
}

function flawOf({ store, payload = null }: FollowerOptions): FlawOf {
  if (payload === null) return async () => null
  return createFlawOf({ payload, attestedPayload: attestedPayloadIn(store) })
}

/** With the L1 check off the machine does not look at it. */
const notRebuilt: ConsolidationReading = { kind: 'consolidated', watermark: null }
const noL1: L1Reading = { kind: 'read', latest: { number: 0, hash: '0x' }, finalized: null, views: {} }
