import { createActor, fromPromise, type NonReducibleUnknown } from 'xstate'
import type { AttesterDelays, AttesterInput, AttesterLimits } from '../../machines/attester/context.ts'
import { attesterMachine } from '../../machines/attester/machine.ts'
import type * as outcomes from '../../machines/attester/outcomes.ts'
import type { AttesterEmitted } from '../../machines/attester/setup.ts'
import { checkSource } from '../actors/attester/check-source.ts'
import { examine } from '../actors/attester/examine.ts'
import { fetchBlock } from '../actors/attester/fetch-block.ts'
import { intend } from '../actors/attester/intend.ts'
import { poll } from '../actors/attester/poll.ts'
import { publish } from '../actors/attester/publish.ts'
import { sign } from '../actors/attester/sign.ts'
import { createWorkbench } from '../actors/attester/workbench.ts'
import { type ClockPort, systemClock } from '../ports/clock.ts'
import type { ExecutionClientPort } from '../ports/execution-client.ts'
import type { GossipPort } from '../ports/gossip.ts'
import type { L1Port } from '../ports/l1.ts'
import type { RollupNodePort } from '../ports/rollup-node.ts'
import type { SignerPort } from '../ports/signer.ts'
import type { AttesterStorePort } from '../ports/store.ts'
import { trackWork, type Work } from '../track-work.ts'
import { type AttesterStatus, attesterStatus } from '../views/attester-status.ts'

export interface AttesterOptions {
  readonly chainId: number
  /** The node whose `safe_l2` is attested: it must verify, not only derive. */
  readonly rollupNode: RollupNodePort
  readonly executionClient: ExecutionClientPort
  /** Without one no second hash of a height is ever signed, not even across an L1 reorg. */
  readonly l1: L1Port | null
  readonly signer: SignerPort
  readonly gossip: GossipPort
  readonly store: AttesterStorePort
  readonly clock?: ClockPort
  /** The operator vouches for a source that does not say that it verifies. */
  readonly trustSource?: boolean
  readonly delays?: Partial<AttesterDelays>
  readonly limits?: Partial<AttesterLimits>
}

export interface Attester {
  readonly start: (options?: { readonly signal?: AbortSignal }) => void
  /** Resolves when no call is in flight any more, so that the ports may be closed. */
  readonly stop: () => Promise<void>
  readonly on: <Type extends AttesterEmitted['type']>(
    type: Type,
    listener: (event: Extract<AttesterEmitted, { type: Type }>) => void,
  ) => () => void
  readonly status: () => AttesterStatus
}

export const defaultAttesterDelays: AttesterDelays = {
  pollIntervalMs: 1_000,
  olderSpacingMs: 150,
  callDeadlineMs: 15_000,
  backoffMs: 500,
  backoffLimitMs: 8_000,
  refusalRecheckMs: 5_000,
}

const defaultAttesterLimits: AttesterLimits = { repeatEveryPolls: 4, backfillBlocks: 1_024 }

/** An attester over the given ports, which stay the caller's to close. */
export function createAttester(options: AttesterOptions): Attester {
  const work = trackWork()
  const actor = createActor(provideActors(options, work.track), { input: inputOf(options) })
  const stop = async (): Promise<void> => {
    actor.stop()
    await work.settled()
  }
  return {
    start: ({ signal } = {}) => {
      if (signal?.aborted) return
      signal?.addEventListener('abort', () => void stop(), { once: true })
      actor.start()
    },
    stop,
    on: (type, listener) => {
      const subscription = actor.on(type, listener as (event: AttesterEmitted) => void)
      return () => subscription.unsubscribe()
    },
    status: () => attesterStatus(actor.getSnapshot()),
  }
}

function inputOf({ store, trustSource = false, delays, limits: given }: AttesterOptions): AttesterInput {
  const limits = { ...defaultAttesterLimits, ...given }
  return {
    trustsSource: trustSource,
    newestSigned: store.newestSigned(),
    signedThrough: store.signedThrough(limits.backfillBlocks),
    delays: { ...defaultAttesterDelays, ...delays },
    limits,
  }
}

function provideActors(options: AttesterOptions, track: Work['track']) {
  const { rollupNode, executionClient, gossip, store, clock = systemClock } = options
  const bench = createWorkbench()
  const logic = <Outcome, Input = NonReducibleUnknown>(
    run: (input: Input, signal: AbortSignal) => Promise<Outcome>,
  ) => fromPromise<Outcome, Input>(({ input, signal }) => track(run(input, signal)))
  return attesterMachine.provide({
    actors: {
      checkSource: logic<outcomes.CheckSourceOutcome>((_, signal) => checkSource(rollupNode, signal)),
      poll: logic<outcomes.PollOutcome>((_, signal) => poll(rollupNode, signal)),
      examine: logic<outcomes.ExamineOutcome, outcomes.Work>((work, signal) =>
        examine(options, work, signal),
      ),
      fetch: logic<outcomes.FetchOutcome, outcomes.Work>((work, signal) =>
        fetchBlock(executionClient, bench, work, signal),
      ),
      intend: logic<outcomes.IntendOutcome, outcomes.Statement>(async (statement) =>
        intend(store, statement),
      ),
      sign: logic<outcomes.SignOutcome, outcomes.Work>((work, signal) =>
        sign({ ...options, clock }, bench, work, signal),
      ),
      publish: logic<outcomes.PublishingOutcome, outcomes.Work>((work) => publish(gossip, bench, work)),
    },
  })
}
