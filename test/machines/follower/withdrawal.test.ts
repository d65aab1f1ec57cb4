import { describe, expect, it } from 'vitest'
import { transition } from 'xstate'
import { blockers } from '../../../machines/follower/blockers.ts'
import type { Fact } from '../../../machines/follower/facts.ts'
import { derives, examines, go, hears, live, rebuilds } from './checked.ts'
import { standalone } from './explore.ts'
import type { FollowerSnapshot } from './key.ts'
import { canonical, differs, rebuilt, reorged, views } from './saying.ts'
import { settle } from './search.ts'
import { block, genesis, originX, originY } from './world.ts'

// S3: block 80 was promoted, and then another block is derived in its place.

const doubted = go(settle(promoted()).snapshot, derives(block(80, 'b')))
const orphaned = { block: originX, status: 'orphaned' } as const

describe('the cross-safe head is withdrawn', () => {
  it.each([
    ['its L1 origin', differs(reorged, { origin: orphaned }), 'its L1 origin 3 0x3c was reorged away'],
    [
      'its batch',
      differs(reorged, { origin: { block: originX, status: 'canonical' } }),
      'its L1 origin 3 0x3c stands, and the L1 block with its batch was reorged away',
    ],
    ['something of L1', differs(reorged), 'the L1 view it was promoted under no longer stands'],
  ])('when %s was reorged away, and the journal says so', (_, outcome, detail) => {
    expect(factsOf(outcome)).toEqual([
      { kind: 'withdrawing', block: block(80, 'a'), derived: '0xff', detail },
    ])
    const withdrawing = go(doubted, examines(outcome))
    expect(blockers(withdrawing.context)).toMatchObject([{ code: 'derivation/withdrawing', detail }])
    expect(withdrawing.context.pending).toMatchObject({ because: 'withdrawal', safe: genesis })
  })

  it('to what stands, from where the new chain is rebuilt', () => {
    const withdrawing = go(doubted, examines(differs(reorged, { origin: orphaned })))
    const { context } = settle(withdrawing).snapshot
    expect(context.crossSafe).toMatchObject(genesis)
    expect(context.consolidation.watermark).toEqual({ block: genesis, origin: null })
    const again = go(
      settle(withdrawing).snapshot,
      hears(block(81, 'b')),
      derives(block(81, 'b')),
      rebuilds(rebuilt(block(81, 'b'), originY)),
    )
    expect(again.context.examined).toEqual(block(81, 'b'))
  })

  it('at once where its origin is gone, even if our L1 node has not reached the view it was attested under', () => {
    const ahead = views('ahead', 'ahead')
    expect(go(doubted, examines(differs(ahead))).context.hold?.code).toBe('l1/view-ahead')
    const explained = go(doubted, examines(differs(ahead, { origin: orphaned })))
    expect(explained.context.pending).toMatchObject({ because: 'withdrawal' })
  })

  it('but not while a canonical L1 view speaks for it, wherever its origin is', () => {
    const { context } = go(doubted, examines(differs(canonical, { origin: orphaned, linked: false })))
    expect(context.hold?.code).toBe('derivation/contradicts')
  })
})

describe('what of an attested block is not our reduction is named', () => {
  const flaw = 'deposit 1: value: expected 5, seen 6'
  const examining = live([
    derives(block(2, 'a')),
    rebuilds(rebuilt(block(2, 'a'), originX)),
    hears(block(1, 'r')),
  ])

  it('in the evidence of a halt', () => {
    const halted = go(examining, examines(differs(canonical, { flaw })))
    expect(halted.context.openEvidence).toMatchObject({
      kind: 'mismatch',
      detail: `attested by 0xaa, but we derived another block, and it is not our reduction: ${flaw}`,
    })
  })

  it('while nothing is proven', () => {
    const held = go(examining, examines(differs(canonical, { flaw, derivedPastL1: 5 })))
    expect(blockers(held.context)).toMatchObject([
      { code: 'derivation/contradicts', detail: expect.stringContaining(`not our reduction: ${flaw}`) },
    ])
  })
})

function promoted(): FollowerSnapshot {
  const tip = block(90, 'a')
  return live([hears(block(80, 'a')), derives(tip), rebuilds(rebuilt(tip, originX))])
}

function factsOf(outcome: unknown): readonly Fact[] {
  const [, actions] = transition(standalone, doubted, examines(outcome)(doubted) as never)
  return actions.flatMap(({ type, params }) =>
    type === 'record' ? [(params as unknown as { fact: Fact }).fact] : [],
  )
}
