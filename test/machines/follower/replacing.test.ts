import { describe, expect, it } from 'vitest'
import { getInitialSnapshot } from 'xstate'
import { blockers } from '../../../machines/follower/blockers.ts'
import type { ReplaceOutcome } from '../../../machines/follower/outcomes.ts'
import type { BlockRef } from '../../../machines/values.ts'
import { standalone } from './explore.ts'
import type { FollowerSnapshot } from './key.ts'
import { next } from './next.ts'
import { canonical, derived, differs, l1, labels, notReset, reorged } from './saying.ts'
import { attests, block, followerInput, genesis, honest, replaced, started, viewX } from './world.ts'

// Our node derived 1a to 3a; the attester says 1r.

const target = block(1, 'r')
const denial = { number: 1, denied: block(1, 'a').hash, replacement: target.hash }
const examining = examined()

describe('the block right above the cross-safe head differs', () => {
  it('and is reduced to the attested one: it is replaced', () => {
    const { value, context } = examine({ kind: 'replacement', at: target, denied: denial.denied })
    expect([value, context.replacement]).toEqual(['replacing', { at: target, denied: denial.denied }])
  })

  it('and is not: a contradiction, which halts when L1 proves it', () => {
    expect(examine(differs(canonical)).value).toBe('haltedOnMismatch')
    expect(codesOf(examine(differs(canonical, { derivedPastL1: 5 })))).toEqual(['derivation/contradicts'])
  })

  it('and nobody knows what it is reduced to: nothing is proven', () => {
    const trouble = { kind: 'timed-out', detail: '10 s' }
    const held = examine({ kind: 'not-reduced', trouble })
    expect(held.value).toBe('holding')
    expect(blockers(held.context)).toMatchObject([
      { code: 'replacement/not-built', detail: 'timed-out: 10 s' },
    ])
    expect(codesOf(examine(differs(canonical, { reduction: null })))).toEqual(['derivation/contradicts'])
  })

  it('under an L1 view that was reorged away: it is not acted on, whatever was built', () => {
    const replacement = { kind: 'replacement', at: target, denied: denial.denied }
    expect(codesOf(examine({ ...replacement, views: reorged }))).toEqual(['l1/view-orphaned'])
    const notBuilt = { kind: 'not-reduced', trouble: { kind: 'timed-out', detail: '10 s' } }
    expect(codesOf(examine({ ...notBuilt, views: reorged }))).toEqual(['l1/view-orphaned'])
  })
})

describe('a replacement', () => {
  const replacing = examine({ kind: 'replacement', at: target, denied: denial.denied })

  it('that was carried out is denied what it replaced, and promoted without finality', () => {
    const { value, context } = replace(replacing, { kind: 'replaced', head: target })
    expect(value).toEqual({ promoting: 'commanding' })
    expect(context.denials).toEqual([denial])
    expect(context.pending).toMatchObject({
      safe: target,
      because: 'replacement',
      finalized: started.finalized,
    })
    expect([context.localSafe?.hash, context.derivation.tip]).toEqual([target.hash, target])
  })

  it.each([
    ['not-the-attested', { kind: 'not-the-attested', detail: 'built another' }, 'replacement/not-built'],
    ['refused', { kind: 'refused', code: -32000, detail: 'no state' }, 'replacement/not-built'],
    ['unreachable', { kind: 'unreachable', detail: 'connection refused' }, 'engine/unreachable'],
  ] as const)('that ends as %s leaves everything as it was', (_, outcome, code) => {
    const held = replace(replacing, outcome)
    expect([held.value, codesOf(held)]).toEqual(['holding', [code]])
    expect(held.context.denials).toEqual([])
    expect(held.context.crossSafe).toEqual(started.crossSafe)
  })

  it('is remembered from the facts, and shown while the node has not come over', () => {
    const { context } = getInitialSnapshot(standalone, followerInput({ facts: replaced }))
    expect(context.denials).toEqual([denial])
    const stands = ready(replaced, block(3, 'r'), genesis)
    const refused = next(standalone, stands, {
      type: 'engine.read',
      reading: labels(stands.context, target, { node: notReset }),
    })
    expect([refused.value, codesOf(refused)[0]]).toEqual(['holding', 'replacement/node-not-reset'])
    expect(refused.context.engine.node).toEqual(notReset)
  })
})

function examined(): FollowerSnapshot {
  const hears = { type: 'attestation.accepted', attestation: attests(honest, target, viewX) }
  return next(standalone, ready(started, block(3, 'a'), block(2, 'a')), hears)
}

/** All links have answered. */
function ready(facts: typeof started, tip: BlockRef, finalized: BlockRef): FollowerSnapshot {
  const initial = getInitialSnapshot(
    standalone,
    followerInput({ facts, policy: { attesters: [honest], threshold: 1 } }),
  )
  return [
    { type: 'l1.read', reading: l1(viewX) },
    { type: 'engine.read', reading: labels(initial.context, facts.crossSafe) },
    { type: 'derivation.read', reading: derived(initial.context, tip, finalized) },
  ].reduce((at, event) => next(standalone, at, event), initial)
}

function examine(outcome: object): FollowerSnapshot {
  const output = { views: canonical, ...outcome }
  return next(standalone, examining, { type: 'xstate.done.actor.examine', output })
}

function replace(replacing: FollowerSnapshot, output: ReplaceOutcome): FollowerSnapshot {
  return next(standalone, replacing, { type: 'xstate.done.actor.replace', output })
}

function codesOf({ context }: FollowerSnapshot): readonly string[] {
  return blockers(context).map(({ code }) => code)
}
