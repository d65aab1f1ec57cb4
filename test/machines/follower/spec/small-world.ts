import type { ExamineInput, ExamineOutcome } from '../../../../machines/follower/outcomes.ts'
import type { Attestation, BlockRef } from '../../../../machines/values.ts'
import { timersIn } from '../explore.ts'
import { branchOf, canonical, derived, differs, l1, views } from '../saying.ts'
import type { Stage, Theatre } from '../stage.ts'
import {
  attests,
  type Branch,
  block,
  followerInput,
  genesis,
  honest,
  started,
  viewX,
  viewY,
} from '../world.ts'
import type { SpecClass, SpecEvent } from './spec.ts'

/** The world of the specification around a real follower: a chain, an L1, a client that does as it is told. */
export interface SmallWorld {
  readonly live: (event: SpecEvent) => Promise<void>
  readonly observe: () => { state: SpecClass; safe: number; finalized: number }
  readonly stop: () => void
}

interface Facts {
  derived: number
  final: number
  engineUp: boolean
  reorged: boolean
  /** The height at which the attested chain left the one that was derived, and whether ours has followed. */
  replacedAt: number
  followed: boolean
  safe: BlockRef
  finalized: BlockRef
}

const viewOf = [viewX, viewX, viewY] as const
const gone = views('orphaned', 'orphaned')
/** The lie is told under X, which is canonical, or under this one, which is not. */
const lost = { number: 5, hash: '0x5d' } as const

export async function openWorld(theatre: Theatre): Promise<SmallWorld> {
  const facts: Facts = {
    derived: 0,
    final: 0,
    engineUp: true,
    reorged: false,
    replacedAt: Number.POSITIVE_INFINITY,
    followed: false,
    safe: genesis,
    finalized: genesis,
  }
  const input = followerInput({ facts: started, policy: { attesters: [honest], threshold: 1 } })
  const stage = theatre.open(input)
  const live = async (event: SpecEvent): Promise<void> => {
    await happen(stage, facts, event)
    // What the polls bring answers the questions of then; what is held is looked at once more.
    for (let round = 0; round < 3; round += 1) {
      await poll(stage, facts)
      await answerAll(stage, facts)
      if (round === 0) await recheck(stage)
    }
  }
  await poll(stage, facts)
  return { live, observe: () => observe(stage), stop: stage.stop }
}

async function happen(stage: Stage, facts: Facts, event: SpecEvent): Promise<void> {
  switch (event.type) {
    case 'attest':
      return hear(stage, attested(facts, event.n))
    case 'replace':
      facts.replacedAt = event.n
      return hear(stage, attested(facts, event.n))
    case 'lie':
      return hear(stage, attests(honest, block(2, 'b'), event.view === 'canonical' ? viewX : lost))
    case 'acknowledge':
      return stage.perform({
        type: 'halt.acknowledged',
        evidenceId: stage.snapshot().context.openEvidence?.id,
      })
    case 'derive':
      facts.derived = event.n
      return
    case 'finalize':
      facts.final = event.n
      return
    case 'engine':
      facts.engineUp = event.up
      return
    case 'reorg':
      Object.assign(facts, { reorged: true, derived: 2 })
  }
}

function attested({ replacedAt }: Facts, n: number): Attestation {
  return attests(honest, block(n, n < replacedAt ? 'a' : 'r'), viewOf[n]!)
}

function branchAt({ reorged: isReorged, followed, replacedAt }: Facts, n: number): Branch {
  if (isReorged) return 'b'
  return followed && n >= replacedAt ? 'r' : 'a'
}

function ours(facts: Facts, n: number): BlockRef {
  return n === 0 ? genesis : block(n, branchAt(facts, n))
}

async function hear(stage: Stage, attestation: unknown): Promise<void> {
  await stage.perform({ type: 'attestation.accepted', attestation })
}

async function poll(stage: Stage, facts: Facts): Promise<void> {
  const { context } = stage.snapshot()
  const finalView = facts.final === 0 ? null : viewOf[facts.final]!
  const tip = ours(facts, facts.derived)
  const reading = derived(context, tip, ours(facts, facts.final), (n) => branchAt(facts, n))
  await stage.perform({ type: 'derivation.read', reading })
  await stage.perform({ type: 'l1.read', reading: l1(finalView, facts.reorged ? gone : canonical) })
  await stage.perform({ type: 'engine.read', reading: facts.engineUp ? labelsOf(facts) : away })
}

async function recheck(stage: Stage): Promise<void> {
  const snapshot = stage.snapshot()
  const [timer] = snapshot.value === 'holding' ? timersIn(snapshot) : []
  if (timer !== undefined) await stage.perform(timer)
}

/** A follower that asks more often than this at one event asks for ever. */
const callsLimit = 50

async function answerAll(stage: Stage, facts: Facts): Promise<void> {
  for (let calls = 0; calls < callsLimit; calls += 1) {
    const [call] = stage.callsUnderWay()
    if (call === undefined) return
    const output = answer(facts, call.id, call.input)
    await stage.perform({ type: `xstate.done.actor.${call.id}`, output })
  }
  throw new Error(`still asking after ${callsLimit} calls`)
}

/** The truth, whatever is asked. */
function answer(facts: Facts, id: string, input: unknown): unknown {
  if (id === 'examine') return examine(facts, input as ExamineInput)
  if (!facts.engineUp) return away
  if (id === 'replace') {
    Object.assign(facts, { followed: true, derived: facts.replacedAt })
    return { kind: 'replaced', head: ours(facts, facts.replacedAt) }
  }
  if (id === 'command') {
    const { safe, finalized } = input as Pick<Facts, 'safe' | 'finalized'>
    Object.assign(facts, { safe, finalized: finalized ?? facts.finalized })
    return { kind: 'valid' }
  }
  return labelsOf(facts)
}

function examine(facts: Facts, { target, crossSafe }: ExamineInput): ExamineOutcome {
  const views = { ...(facts.reorged ? gone : canonical), [lost.hash]: 'orphaned' as const }
  if (target.number > facts.derived) return { kind: 'not-derived', detail: 'below the target', views }
  const local = ours(facts, target.number)
  if (local.hash === target.hash) return { kind: 'derived', views }
  const isRightAbove = target.number === (crossSafe?.number ?? 0) + 1
  if (isRightAbove && branchOf(target) === 'r') {
    return { kind: 'replacement', at: target, denied: local.hash, views }
  }
  const reduction = isRightAbove ? block(target.number, 'r').hash : null
  return { ...differs(views, { localHash: local.hash, reduction }) }
}

const away = { kind: 'unreachable', detail: 'connection refused' } as const

function labelsOf({ safe, finalized, reorged: isReorged }: Facts): unknown {
  const node = { onDeniedBranch: false, offered: null }
  return { kind: 'labels', head: block(2, isReorged ? 'b' : 'a'), safe, finalized, safeIsOurs: true, node }
}

function observe(stage: Stage): { state: SpecClass; safe: number; finalized: number } {
  const { value, context } = stage.snapshot()
  const state = value === 'haltedOnMismatch' ? 'halted' : (value as SpecClass)
  return { state, safe: context.crossSafe?.number ?? -1, finalized: context.finalized?.number ?? -1 }
}
