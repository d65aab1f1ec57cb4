import { createActor, type SnapshotFrom } from 'xstate'
import type { Fact } from '../../machines/follower/facts.ts'
import type { followerMachine } from '../../machines/follower/machine.ts'
import type { FollowerMachineInput } from '../../machines/follower/setup.ts'
import { systemClock } from '../ports/clock.ts'
import type { GossipPeer, GossipPort } from '../ports/gossip.ts'
import type { EvidenceBundle } from '../ports/store.ts'
import type { Acknowledgement } from '../server/follower-view.ts'
import { trackWork } from '../track-work.ts'
import { packageVersion } from '../version.ts'
import { type Explanation, explain } from '../views/explain.ts'
import { type Readiness, readiness } from '../views/readiness.ts'
import { type StatusView, status } from '../views/status.ts'
import { provideFollower } from './actors.ts'
import { createEmitter, type Emitter, type FollowerEvents } from './events.ts'
import { logFact, logRefusal, logStart } from './logging.ts'
import { createObserver } from './observer.ts'
import {
  defaultFollowerDelays,
  defaultFollowerLimits,
  defaultLinkDelays,
  type FollowerOptions,
} from './options.ts'

export interface Follower {
  /** Starts once; resolves when the statechart runs, which is long before anything is promoted. */
  readonly start: (options?: { readonly signal?: AbortSignal }) => Promise<void>
  /** Resolves when no call is in flight any more, so that the ports may be closed. May be called again. */
  readonly stop: () => Promise<void>
  readonly on: Emitter<FollowerEvents>['on']
  readonly status: () => StatusView
  /** Every reason why the next block is not promoted. */
  readonly explain: () => Explanation
  readonly readiness: () => Readiness
  readonly evidence: () => readonly EvidenceBundle[]
  readonly acknowledgeHalt: (evidenceId: string) => Acknowledgement
  readonly peers: () => readonly GossipPeer[]
  /** Multiaddrs that others can dial; empty until the mesh is joined. */
  readonly addresses: () => readonly string[]
}

/** A follower over the given ports. Reads its facts from the store at once; touches nothing before `start`. */
export function createFollower(options: FollowerOptions): Follower {
  const { store, log, clock = systemClock } = options
  const work = trackWork()
  const emitter = createEmitter<FollowerEvents>((error) => log?.error('a listener failed', { error }))
  let mesh: GossipPort | null = null

  const record = (fact: Fact): void => {
    for (const line of linesOf(fact)) {
      store.record(line)
      logFact(log, line)
    }
    if (fact.kind === 'promoted') observer.promoted(clock.nowMs())
    announce(emitter, fact)
  }
  const machine = provideFollower(options, {
    record,
    intend: (promotion) => store.recordIntent(promotion),
    keep: (attestation, raw) => {
      store.saveAttestation(attestation, raw)
      emitter.emit('attestation', { attestation })
    },
    onVerdict: (verdict, message) => {
      const { topic, from } = message
      logRefusal(log, verdict, message)
      emitter.emit('verdict', { topic, from, verdict })
    },
    onJoined: (gossip) => {
      mesh = gossip
    },
    track: work.track,
  })
  const actor = createActor(machine, { input: inputOf(options) })
  const fixed = { version: packageVersion(), chainId: options.chainId, mode: options.mode }
  const observer = createObserver({ ...fixed, startedAtMs: clock.nowMs() }, actor.getSnapshot().context)

  const see = ({ value, context }: SnapshotFrom<typeof followerMachine>): void => {
    const moved = observer.see(value, context, clock.nowMs())
    if (moved === null) return
    log?.debug('state changed', moved)
    emitter.emit('state', moved)
    if (moved.to === 'haltedOnMismatch' && context.openEvidence !== null) {
      emitter.emit('halted', { evidence: context.openEvidence })
    }
  }
  const stop = async (): Promise<void> => {
    actor.stop()
    await work.settled()
  }
  const view = () => observer.snapshot(clock.nowMs())

  return {
    start: async ({ signal } = {}) => {
      if (signal?.aborted) return
      signal?.addEventListener('abort', () => void stop(), { once: true })
      actor.subscribe({ next: see, error: (error) => emitter.emit('failed', { error }) })
      logStart(log, options)
      actor.start()
    },
    stop,
    on: emitter.on,
    status: () => status(view()),
    explain: () => explain(view()),
    readiness: () => readiness(view()),
    evidence: store.evidence,
    acknowledgeHalt: (evidenceId) => {
      const open = actor.getSnapshot().context.openEvidence?.id ?? null
      if (open === null) return { kind: 'not-halted' }
      if (open !== evidenceId) return { kind: 'unknown-evidence', open }
      actor.send({ type: 'halt.acknowledged', evidenceId })
      return { kind: 'acknowledged' }
    },
    peers: () => mesh?.peers() ?? [],
    addresses: () => mesh?.addresses() ?? [],
  }
}

function inputOf(options: FollowerOptions): FollowerMachineInput {
  const { attesters, threshold = 1, store, l1, consolidation, delays, limits, links } = options
  const linkDelays = { ...defaultLinkDelays, ...links }
  return {
    policy: { attesters, threshold },
    facts: store.load(),
    l1Configured: l1 !== null,
    l1Check: consolidation !== null,
    limits: { ...defaultFollowerLimits, ...limits },
    delays: { ...defaultFollowerDelays, ...delays },
    pollers: linkDelays,
    gossip: linkDelays,
  }
}

/** The anchor of a first start is also the trusted base, which is kept for ever. */
function linesOf(fact: Fact): readonly Fact[] {
  const isAnchor = fact.kind === 'promoted' && fact.because === 'anchor'
  return isAnchor ? [{ kind: 'trusted-base', block: fact.safe }, fact] : [fact]
}

function announce(emitter: Emitter<FollowerEvents>, fact: Fact): void {
  if (fact.kind === 'promoted') {
    emitter.emit('promoted', { block: fact.safe, finalized: fact.finalized, because: fact.because })
  }
  if (fact.kind === 'denied') emitter.emit('denied', { denial: fact.denial })
  if (fact.kind === 'evidence') emitter.emit('evidence', { evidence: fact.evidence })
  if (fact.kind === 'acknowledged') emitter.emit('acknowledged', { evidenceId: fact.evidenceId })
}
