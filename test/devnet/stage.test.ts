import { describe, expect, it } from 'vitest'
import { createChronicle } from '../../src/devnet/chronicle.ts'
import { createStage, StoryEnded } from '../../src/devnet/scenarios/stage.ts'

function stageWithSteps(signal = new AbortController().signal) {
  const steps: string[] = []
  const chronicle = createChronicle(
    (event) => void (event.event === 'step' && steps.push(`${event.outcome}: ${event.text}`)),
    { nowMs: () => 0 },
  )
  return { stage: createStage(chronicle, signal), steps }
}

describe('a story', () => {
  it('goes on when what it expects is seen', async () => {
    const { stage, steps } = stageWithSteps()
    let looks = 0
    stage.say('waiting')
    await stage.expect('it came', () => ++looks > 2, 5_000)
    expect(steps).toEqual(['doing: waiting', 'seen: it came'])
  })

  it('ends with what was missed', async () => {
    const { stage, steps } = stageWithSteps()
    await expect(stage.expect('it came', () => false, 60)).rejects.toThrow(StoryEnded)
    expect(steps).toEqual(['missed: it came'])
  })

  it('ends when what must never happen happens', async () => {
    const { stage, steps } = stageWithSteps()
    await stage.never('nothing moved', () => false, 60)
    await expect(stage.never('nothing moved', () => true, 5_000)).rejects.toThrow(StoryEnded)
    expect(steps).toEqual(['seen: nothing moved', 'missed: nothing moved'])
  })

  it('stops waiting when the network ends', async () => {
    const { stage, steps } = stageWithSteps(AbortSignal.abort(new Error('ended')))
    await expect(stage.expect('it came', () => false, 60_000)).rejects.toThrow('ended')
    expect(steps).toEqual([])
  })
})
