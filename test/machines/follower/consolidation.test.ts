import { describe, expect, it } from 'vitest'
import { blockers } from '../../../machines/follower/blockers.ts'
import { leavesMore } from '../../../machines/follower/consolidation.ts'
import { consolidationQuestion, l1Question } from '../../../machines/follower/questions.ts'
import type { Trouble } from '../../../machines/follower/readings.ts'
import { derives, examines, go, hears, live, looksAtL1, rebuilds } from './checked.ts'
import type { FollowerSnapshot } from './key.ts'
import { canonical, differs, labels, rebuilt, stoppedBelow } from './saying.ts'
import { settle } from './search.ts'
import { block, followerInput, genesis, originX, originY } from './world.ts'

// Tier T2: what is promoted was rebuilt from L1 first.

const codesOf = ({ context }: FollowerSnapshot) => blockers(context).map(({ code }) => code)
const tip = block(90, 'a')
const stop = stoppedBelow(block(51, 'a'), { block: block(50, 'a'), origin: originX })
const trouble: Trouble = { kind: 'timed-out', detail: '10 s' }

describe('a promotion waits for the watermark', () => {
  it('and says how far behind it is, as long as nothing else is wrong', () => {
    const waiting = live([hears(block(80, 'a')), derives(tip), rebuilds(rebuilt(block(30, 'a'), originX))])
    expect(waiting.value).toBe('awaitingDerivation')
    expect(blockers(waiting.context)).toMatchObject([
      { code: 'consolidation/behind', expected: 'rebuilt up to 80', seen: '30' },
    ])
  })

  it('then takes a backlog of any length in one step, of tier T2', () => {
    const backlog = [10, 20, 40, 80].map((n) => hears(block(n, 'a')))
    const ready = live([...backlog, derives(tip), rebuilds(rebuilt(block(80, 'a'), originX))])
    const { snapshot, examinations } = settle(ready)
    expect(examinations).toBe(1)
    expect(snapshot.context.crossSafe).toMatchObject(block(80, 'a'))
    expect(snapshot.context.promotions.at(-1)).toMatchObject({ ...block(80, 'a'), tier: 2 })
  })

  it('as long as an L1 check is wanted: without, a reading of it changes nothing', () => {
    const steps = [hears(block(80, 'a')), derives(tip), rebuilds(rebuilt(block(30, 'a'), originX))]
    const { context } = settle(live(steps, { l1Check: false })).snapshot
    expect(context.promotions.at(-1)).toMatchObject({ ...block(80, 'a'), tier: 1 })
    expect(context.consolidation).toEqual({ enabled: false, watermark: null, stop: null, trouble: null })
  })

  it('nor is anything freed by it that is held, without the check', () => {
    const moved = examines({ kind: 'not-derived', detail: 'moved', views: canonical })
    const held = live([hears(block(80, 'a')), derives(tip), moved], { l1Check: false })
    expect(held.context.hold?.code).toBe('derivation/not-derived')
    expect(go(held, rebuilds(rebuilt(tip, originX))).context).toEqual(held.context)
  })

  it('but not for what is wrong above it', () => {
    for (const reading of [stop, trouble]) {
      const steps = [derives(tip), rebuilds(rebuilt(block(50, 'a'), originX)), rebuilds(reading)]
      const stopped = live([hears(block(40, 'a')), ...steps, hears(block(60, 'a'))])
      expect(stopped.value).toBe('consolidating')
      const { snapshot } = settle(stopped)
      expect(snapshot.context.crossSafe).toMatchObject(block(40, 'a'))
      expect(snapshot.value).toBe('holding')
      expect(codesOf(snapshot)).toEqual([
        reading === stop ? 'consolidation/differs' : 'consolidation/timed-out',
      ])
    }
  })

  it('and what is wrong is shown while nothing is attested', () => {
    expect(codesOf(live([derives(tip), rebuilds(stop)]))).toContain('consolidation/differs')
  })

  it('and for our derivation still, when a reset took the node below the watermark', () => {
    const steps = [derives(tip), rebuilds(rebuilt(tip, originX)), derives(block(20, 'a'))]
    const reset = live([...steps, hears(block(80, 'a'))])
    expect(codesOf(reset)).toEqual(['derivation/behind'])
    expect(reset.context.consolidation.watermark?.block).toEqual(tip)
    const again = go(reset, derives(tip))
    expect(again.value).toBe('consolidating')
  })

  it('is over at a first start: what the anchor is rests on trust', () => {
    const { facts } = followerInput()
    const { context } = settle(live([derives(tip)], { facts })).snapshot
    expect(context.crossSafe).toMatchObject(genesis)
    expect(context.consolidation.watermark).toEqual({ block: genesis, origin: null })
    expect(context.promotions).toEqual([{ ...genesis, l1View: null, tier: 1 }])
  })
})

describe('the watermark', () => {
  const upTo80 = [hears(block(80, 'a')), derives(tip), rebuilds(rebuilt(tip, originX))]

  it('that went back during an examination leaves nothing to promote, and frees it when it is there again', () => {
    const steps = [...upTo80, rebuilds(rebuilt(block(30, 'a'), originX)), examines(isDerived)]
    const held = live(steps)
    expect(held.context.pending).toBeNull()
    expect(codesOf(held)).toEqual(['derivation/not-derived', 'consolidation/behind'])
    const back = go(held, rebuilds(rebuilt(tip, originX)))
    expect(back.value).toBe('consolidating')
    expect(back.context.examined).toEqual(block(80, 'a'))
  })

  it('does not free what is held for another reason', () => {
    const contradicted = examines(differs({}, { linked: false, localHash: '0x1' }))
    const held = live([hears(block(1, 'r')), derives(tip), rebuilds(rebuilt(tip, originX)), contradicted])
    const { hold } = held.context
    expect(hold?.code).toBe('derivation/contradicts')
    expect(go(held, rebuilds(rebuilt(block(91, 'a')))).context.hold).toBe(hold)
  })

  it('counts for nothing while its L1 origin is gone, and again when L1 has it back', () => {
    const gone = live([
      ...upTo80.slice(1),
      looksAtL1({ ...canonical, [originX.hash]: 'orphaned' }),
      upTo80[0]!,
    ])
    expect(gone.value).toBe('holding')
    expect(codesOf(gone)).toEqual(['consolidation/origin-orphaned'])
    expect(go(gone, looksAtL1()).value).toBe('consolidating')
  })

  it('lets differences go that lie above it, where another chain may be when it gets there again', () => {
    const parts = examines(differs(canonical, { reduction: null }))
    const parted = live([hears(block(80, 'r')), derives(tip), rebuilds(rebuilt(tip, originX)), parts])
    expect(parted.context.parting).toEqual([block(80, 'r')])
    expect(codesOf(parted)).toEqual(['attestation/gap'])
    const back = go(parted, rebuilds(rebuilt(block(30, 'a'), originX)))
    expect(codesOf(back)).toEqual(['consolidation/behind'])
  })

  it('begins again at a replacement, whatever was rebuilt of the chain that gave way', () => {
    const replacing = live([
      hears(block(1, 'r')),
      derives(tip),
      rebuilds(rebuilt(tip, originX)),
      examines({ kind: 'replacement', at: block(1, 'r'), denied: block(1, 'a').hash, views: canonical }),
      () => ({ type: 'xstate.done.actor.replace', output: { kind: 'replaced', head: block(1, 'r') } }),
    ])
    expect(replacing.context.pending).toMatchObject({ because: 'replacement', tier: 2 })
    expect(replacing.context.consolidation.watermark).toEqual({ block: block(1, 'r'), origin: null })
  })

  it('has nothing to do with what is said again, whose tier stays', () => {
    const { snapshot } = settle(live(upTo80))
    const fellBack = labels(snapshot.context, genesis, { head: block(100, 'a') })
    const again = go(snapshot, () => ({ type: 'engine.read', reading: fellBack }))
    expect(again.context.pending).toMatchObject({ because: 'reassert', safe: block(80, 'a'), tier: 2 })
  })

  it('is not lowered by a late reading of a chain that was left', () => {
    const { snapshot } = settle(live(upTo80))
    for (const late of [rebuilt(block(30, 'a'), originX), rebuilt(block(80, 'b'), originX), rebuilt(null)]) {
      const { context } = go(snapshot, rebuilds(late))
      expect(context.consolidation.watermark).toEqual({ block: block(80, 'a'), origin: null })
    }
  })

  it('goes down to where a doubted head may have been left, and stands on it when the doubt is over', () => {
    const { snapshot } = settle(live(upTo80))
    const doubted = go(snapshot, derives(block(90, 'b')), rebuilds(rebuilt(block(3, 'b'), originY)))
    expect(doubted.context.consolidation.watermark?.block).toEqual(block(3, 'b'))
    const sure = go(doubted, derives(tip))
    expect(sure.context.consolidation.watermark).toEqual({ block: block(80, 'a'), origin: null })
  })

  it('stands on the head again when the doubt is forgotten, because nobody can say any more what is derived', () => {
    const { snapshot } = settle(live(upTo80))
    const doubted = go(snapshot, derives(block(90, 'b')), rebuilds(rebuilt(block(3, 'b'), originY)))
    const unsure = go(doubted, () => ({
      type: 'derivation.read',
      reading: { kind: 'sources-differ', detail: 'two branches' },
    }))
    expect(unsure.context.consolidation.watermark).toEqual({ block: block(80, 'a'), origin: null })
  })

  it('is kept through trouble, which is forgotten with the next good reading', () => {
    const { context } = live([...upTo80, rebuilds(trouble)])
    expect(context.consolidation).toMatchObject({ watermark: { block: tip }, trouble })
    const well = live([...upTo80, rebuilds(trouble), rebuilds(rebuilt(tip, originX))])
    expect(well.context.consolidation.trouble).toBeNull()
  })
})

describe('the reading', () => {
  it('may start at the watermark, or below it at what was promoted, newest first', () => {
    const promote = (n: number) => [hears(block(n, 'a')), rebuilds(rebuilt(block(n, 'a'), originX))]
    const at30 = settle(live([derives(tip), ...promote(30)])).snapshot
    const at60 = settle(go(at30, ...promote(60))).snapshot
    const above = go(at60, rebuilds(rebuilt(block(70, 'a'), originX)))
    const bases = [70, 60, 30].map((n) => block(n, 'a'))
    expect(consolidationQuestion(above.context)).toEqual({ bases: [...bases, genesis], tip })
  })

  it('is followed by the next at once while there is more and it gets on, and never goes in circles', () => {
    const { context } = live([derives(tip), rebuilds(rebuilt(block(30, 'a'), originX))])
    expect(leavesMore(context, rebuilt(block(60, 'a'), originX))).toBe(true)
    expect(leavesMore(context, rebuilt(block(30, 'a'), originX))).toBe(false)
    expect(leavesMore(context, rebuilt(null))).toBe(true)
    expect(leavesMore(context, rebuilt(tip, originX))).toBe(false)
    expect(leavesMore(context, stop)).toBe(false)
    expect(leavesMore(context, trouble)).toBe(false)
  })

  it('is of an origin about which L1 is asked from then on', () => {
    const { context } = live([derives(tip), rebuilds(rebuilt(block(30, 'a'), originX))])
    expect(l1Question(context).views).toEqual([originX])
  })
})

const isDerived = { kind: 'derived', views: canonical }
