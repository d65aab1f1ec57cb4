import { getInitialSnapshot } from 'xstate'
import type { ModelEvent } from './alphabet.ts'
import { standalone } from './explore.ts'
import type { FollowerSnapshot } from './key.ts'
import { next } from './next.ts'
import { branchOf, canonical, derived, differs, l1, labels, readBack } from './saying.ts'
import { attests, block, followerInput, honest, other, started, viewX } from './world.ts'

/** Our node derived `a` up to some height; from another height on the attester speaks of `r`. */
export interface World {
  /** Heights of which we hold a statement. */
  readonly attested: readonly number[]
  readonly derived: number
  /** The lowest height that was replaced. */
  readonly replacedAt: number
}

const head = block(1001, 'a')

/** A follower with these statements, after it has examined what it can. */
export function search(world: World): { snapshot: FollowerSnapshot; examinations: number } {
  const limits = { poolStatements: 1024, promotions: 16, confirmTries: 1, reassertTries: 1 }
  const attestations = world.attested.map((n) => attests(honest, theirs(world, n), viewX))
  const input = followerInput({
    facts: { ...started, attestations },
    policy: { attesters: [honest, other], threshold: 1 },
    limits,
  })
  const initial = getInitialSnapshot(standalone, input)
  const ready = [
    { type: 'l1.read', reading: l1(null) },
    {
      type: 'engine.read',
      reading: labels(initial.context, initial.context.crossSafe, { head }),
    },
    reads(world, initial),
  ].reduce((at, event) => next(standalone, at, event), initial)
  return settle(ready)
}

/** Until the follower waits for somebody, or for a block to be built. */
export function settle(from: FollowerSnapshot): { snapshot: FollowerSnapshot; examinations: number } {
  let [snapshot, examinations] = [from, 0]
  for (let steps = 0; steps < 100; steps += 1) {
    const ending = endingOf(snapshot)
    if (ending === null) return { snapshot, examinations }
    examinations += ending.type.endsWith('examine') ? 1 : 0
    snapshot = next(standalone, snapshot, ending)
  }
  throw new Error('the search does not end')
}

function endingOf({ value, context }: FollowerSnapshot): ModelEvent | null {
  const done = (id: string, output: unknown) => ({ type: `xstate.done.actor.${id}`, output })
  const at = typeof value === 'string' ? value : Object.values(value)[0]
  if (at === 'consolidating') return done('examine', truth(context))
  if (at === 'commanding') return done('command', { kind: 'valid' })
  return at === 'confirming'
    ? done('readBack', { ...readBack(context, context.pending?.safe ?? null), head })
    : null
}

function truth({ examined, crossSafe }: FollowerSnapshot['context']): unknown {
  if (examined === null || branchOf(examined) === 'a') return { kind: 'derived', views: canonical }
  return examined.number === crossSafe!.number + 1
    ? { kind: 'replacement', at: examined, denied: '0xff', views: canonical }
    : differs(canonical, { reduction: null })
}

function theirs({ replacedAt }: World, n: number) {
  return block(n, n < replacedAt ? 'a' : 'r')
}

export function hears(world: World, n: number): ModelEvent {
  return { type: 'attestation.accepted', attestation: attests(honest, theirs(world, n), viewX) }
}

export function reads({ derived: tip }: World, { context }: FollowerSnapshot): ModelEvent {
  return { type: 'derivation.read', reading: derived(context, block(tip, 'a')) }
}

export function heights(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at)
}
