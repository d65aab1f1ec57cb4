import type { BlockRef } from '../../../../machines/values.ts'
import { timersIn } from '../explore.ts'
import { canonical, derived, l1, views } from '../saying.ts'
import type { Stage, Theatre } from '../stage.ts'
import { attests, block, followerInput, genesis, honest, started, viewX, viewY } from '../world.ts'
import type { SpecClass, SpecEvent } from './spec.ts'

/** The world of the specification around a real follower: a chain, an L1, a client that does as it is told. */
export interface SmallWorld {
  readonly live: (event: SpecEvent) => Promise<void>
  readonly observe: () => { state: SpecClass; safe: number; finalized: number }
  readonly stop: () => void
}

interface Facts {
  tip: BlockRef
  final: number
  engineUp: boolean
  reorged: boolean
  safe: BlockRef
  finalized: BlockRef
}

const viewOf = [viewX, viewX, viewY] as const
const gone = views('orphaned', 'orphaned')
/** The lie is told under X, which is canonical, or under this one, which is not. */
const lost = { number: 5, hash: '0x5d' } as const
const chain = (n: number): BlockRef => (n === 0 ? genesis : block(n, 'a'))

export async function openWorld(theatre: Theatre): Promise<SmallWorld> {
  const facts: Facts = {
    tip: genesis,
    final: 0,
    engineUp: true,
    reorged: false,
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
      return hear(stage, attests(honest, chain(event.n), viewOf[event.n]!))
    case 'lie':
      return hear(stage, attests(honest, block(2, 'b'), event.view === 'canonical' ? viewX : lost))
    case 'acknowledge':
      return stage.perform({
        type: 'halt.acknowledged',
        evidenceId: stage.snapshot().context.openEvidence?.id,
      })
    case 'derive':
      facts.tip = chain(event.n)
      return
    case 'finalize':
      facts.final = event.n
      return
    case 'engine':
      facts.engineUp = event.up
      return
    case 'reorg':
      Object.assign(facts, { reorged: true, tip: block(2, 'b') })
  }
}

async function hear(stage: Stage, attestation: unknown): Promise<void> {
  await stage.perform({ type: 'attestation.accepted', attestation })
}

async function poll(stage: Stage, facts: Facts): Promise<void> {
  const { context } = stage.snapshot()
  const finalView = facts.final === 0 ? null : viewOf[facts.final]!
  await stage.perform({ type: 'derivation.read', reading: derived(context, facts.tip, chain(facts.final)) })
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
  if (id === 'examine') return examine(facts, (input as { target: BlockRef }).target)
  if (!facts.engineUp) return away
  if (id === 'command') {
    const { safe, finalized } = input as Pick<Facts, 'safe' | 'finalized'>
    Object.assign(facts, { safe, finalized: finalized ?? facts.finalized })
    return { kind: 'valid' }
  }
  return labelsOf(facts)
}

function examine({ tip, reorged: isReorged }: Facts, target: BlockRef): unknown {
  const seen = { ...(isReorged ? gone : canonical), [lost.hash]: 'orphaned' as const }
  if (target.number > tip.number) return { kind: 'not-derived', detail: 'below the target', views: seen }
  const local = isReorged ? block(target.number, 'b') : chain(target.number)
  if (local.hash === target.hash) return { kind: 'derived', views: seen }
  return { kind: 'differs', localHash: local.hash, linked: true, derivedPastL1: 7, views: seen }
}

const away = { kind: 'unreachable', detail: 'connection refused' } as const

function labelsOf({ safe, finalized, reorged: isReorged }: Facts): unknown {
  return { kind: 'labels', head: block(2, isReorged ? 'b' : 'a'), safe, finalized, safeIsOurs: true }
}

function observe(stage: Stage): { state: SpecClass; safe: number; finalized: number } {
  const { value, context } = stage.snapshot()
  const state = value === 'haltedOnMismatch' ? 'halted' : (value as SpecClass)
  return { state, safe: context.crossSafe?.number ?? -1, finalized: context.finalized?.number ?? -1 }
}
