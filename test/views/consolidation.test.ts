import { describe, expect, it } from 'vitest'
import type { FollowerContext } from '../../machines/follower/context.ts'
import type { ConsolidationFacts } from '../../machines/follower/link-facts.ts'
import { explain } from '../../src/views/explain.ts'
import { readiness } from '../../src/views/readiness.ts'
import { status } from '../../src/views/status.ts'
import { explanationText } from '../../src/views/text/explanation.ts'
import { statusText } from '../../src/views/text/status.ts'
import { alice, attested, block, hashOf, says, snapshotOf, wellContext } from './story.ts'

const well = wellContext()

/** Rebuilt up to block 9, one below local-safe; block 8 was promoted so. */
function checked(change: Partial<ConsolidationFacts> = {}): FollowerContext {
  const watermark = { block: block(9), origin: block(25) }
  return {
    ...well,
    promotions: [{ ...block(8), l1View: null, tier: 2 }],
    consolidation: { enabled: true, watermark, stop: null, trouble: null, ...change },
  }
}

const text = (context: FollowerContext) => explanationText(explain(snapshotOf(context)))
const codes = (context: FollowerContext) => explain(snapshotOf(context)).blockers.map(({ code }) => code)

describe('with the check on', () => {
  it('explain says how far was rebuilt, what that proves, and what rests on the rollup node still', () => {
    expect(text(checked())).toContain(
      `\n✓ consolidation        rebuilt from L1 up to 9 ${hashOf(9)}; ` +
        'rests on the rollup node still: that batches were posted\n',
    )
    expect(text(checked())).toContain(
      '\ncross-safe rests on T2; proven: its attributes, deposits, L1 origin, timing, gas limit and fee parameters, ' +
        'from L1; trusted: the rollup node, for the batch being posted\n',
    )
  })

  it('status shows the watermark, its origin and the tier of cross-safe', () => {
    const view = status(snapshotOf(checked()))
    expect(view).toMatchObject({
      footing: { tier: 2 },
      consolidation: { enabled: true, watermark: block(9), origin: block(25) },
    })
    expect(statusText(view)).toMatch(/^consolidated +9 {2}0x0000…0009$/m)
    expect(statusText(view)).toMatch(/^rests on +T2; proven: /m)
  })

  it('a head promoted before the check was on stays of tier T1', () => {
    const before = { ...checked(), promotions: [{ ...block(8), l1View: null, tier: 1 as const }] }
    expect(status(snapshotOf(before)).footing?.tier).toBe(1)
  })

  it('the trusted base rests on nothing that was proven', () => {
    const anchored = { ...checked(), trustedBase: block(8) }
    expect(text(anchored)).toContain('cross-safe rests on trust; proven: nothing, it is the trusted base;')
  })

  it('says how much is still to be rebuilt below what is attested', () => {
    const context = attested(checked(), says(alice, 10))
    expect(explain(snapshotOf(context)).blockers).toMatchObject([
      {
        code: 'consolidation/behind',
        detail: 'attested and derived, 1 block is still to be rebuilt from L1',
        expected: 'rebuilt up to 10',
        seen: '9',
        runbook: 'docs/operate/consolidation-behind.md',
      },
    ])
  })

  it('shows a difference with its field, what L1 says and what the block holds', () => {
    const stop = {
      reason: 'differs',
      at: block(10),
      detail: 'gas limit',
      expected: '30000000',
      seen: '60000000',
    } as const
    const said = text(attested(checked({ stop }), says(alice, 10)))
    expect(said).toContain(`block 10 ${hashOf(10)}: gas limit\n`)
    expect(said).toMatch(/^ +expected 30000000$/m)
    expect(said).toMatch(/^ +seen {5}60000000$/m)
    expect(codes(attested(checked({ stop }), says(alice, 10)))).toEqual(['consolidation/differs'])
  })

  it('shows trouble above the watermark also while nothing is attested, and never in the way below it', () => {
    const trouble = { kind: 'unreachable', detail: 'http://l1: ECONNREFUSED' } as const
    expect(codes(checked({ trouble }))).toEqual(['consolidation/unreachable', 'attestation/missing'])
    expect(codes(attested(checked({ trouble }), says(alice, 9)))).toEqual([])
    expect(codes(attested(checked({ trouble }), says(alice, 11)))).toEqual([
      'consolidation/unreachable',
      'derivation/behind',
    ])
  })

  it('names the origin that L1 took away, and then nothing is promoted', () => {
    const views = { [hashOf(25)]: 'orphaned' } as const
    const context = { ...attested(checked(), says(alice, 9)), l1: { ...well.l1, views } }
    expect(explain(snapshotOf(context))).toMatchObject({
      verdict: 'blocked',
      blockers: [{ code: 'consolidation/origin-orphaned', seen: `25 ${hashOf(25)}` }],
    })
  })

  it('is ready while it catches up, and while our L1 is a block behind', () => {
    const engine = { mode: 'engine' } as const
    const behind = attested(checked(), says(alice, 10))
    expect(readiness(snapshotOf(behind, engine)).ready).toBe(true)
    const ahead = { reason: 'origin-ahead', at: block(10), detail: 'L1 block 26 is not there' } as const
    expect(readiness(snapshotOf(checked({ stop: ahead }), engine)).ready).toBe(true)
    const differs = { ...ahead, reason: 'differs' } as const
    expect(readiness(snapshotOf(checked({ stop: differs }), engine)).ready).toBe(false)
  })
})

it('with the check off, status and explain say plainly whose word promotions rest on', () => {
  expect(text(well)).toMatch(/^✓ consolidation +off: promotions rest on tier T1, the rollup node’s word$/m)
  expect(statusText(status(snapshotOf(well)))).toMatch(
    /^consolidated +off, promotions rest on the rollup node’s word$/m,
  )
})
