import { PeerScore, type PeerScoreParams } from '@chainsafe/libp2p-gossipsub/score'
import type { ComponentLogger } from '@libp2p/interface'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { scoreParameters, scoreThresholds } from '../../src/adapters/libp2p/parameters.ts'
import { createScores } from '../../src/adapters/libp2p/scores.ts'

const topics = ['/optimism/901/0/cross-safe-blocks', '/optimism/901/0/cross-safe-heads']
const heads = topics[1]!
const silent = { forComponent: () => Object.assign(() => {}, { error: () => {}, trace: () => {} }) }

/** The router's own bookkeeping under our parameters, with time in our hands. */
function openScores(params: PeerScoreParams, scoreCacheValidityMs = 0): PeerScore {
  const scores = new PeerScore(params, null, silent as unknown as ComponentLogger, { scoreCacheValidityMs })
  scores.start()
  scores.addPeer('peer')
  for (const topic of topics) scores.graft('peer', topic)
  return scores
}

describe('the score of a peer', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('does not suffer when there is nothing to relay for a day', () => {
    const scores = openScores(scoreParameters(topics, () => 0))
    for (let minute = 0; minute < 24 * 60; minute++) {
      vi.advanceTimersByTime(60_000)
      expect(scores.score('peer')).toBeGreaterThanOrEqual(0)
    }
    scores.stop()
  })

  it('falls below the graylist by one invalid message, however well it stood, and recovers in minutes', () => {
    const scores = openScores(scoreParameters(topics, () => 0))
    vi.advanceTimersByTime(3_600_000)
    for (let n = 0; n < 100; n++) scores.deliverMessage('peer', `message ${n}`, heads)
    expect(scores.score('peer')).toBeGreaterThan(25)
    scores.rejectInvalidMessage('peer', heads)
    expect(scores.score('peer')).toBeLessThan(scoreThresholds.graylistThreshold)
    vi.advanceTimersByTime(300_000)
    expect(scores.score('peer')).toBeGreaterThan(scoreThresholds.gossipThreshold)
    scores.stop()
  })

  it('counts what the application holds against it', () => {
    const scores = openScores(scoreParameters(topics, (peer) => (peer === 'peer' ? -75 : 0)))
    expect(scores.score('peer')).toBe(-75)
    scores.stop()
  })

  it('falls at once for a peer that is caught, however lately somebody has looked', () => {
    let held = 0
    const manners = { scoreOf: () => held }
    const scores = openScores(scoreParameters(topics, manners.scoreOf), 500)
    const scoreOf = createScores({ score: scores }, manners)
    expect(scoreOf('peer')).toBe(0)
    held = -25
    expect(scoreOf('peer')).toBe(-25)
    scores.stop()
  })

  it('is what the application holds against it as long as it does not gossip', () => {
    const manners = { scoreOf: () => -25 }
    const scores = openScores(scoreParameters(topics, manners.scoreOf))
    const scoreOf = createScores({ score: scores }, manners)
    expect(scoreOf('a peer unknown to the router')).toBe(-25)
    scores.stop()
  })

  it('does not suffer from the company of a whole fleet on one machine', () => {
    const scores = openScores(scoreParameters(topics, () => 0))
    for (let n = 0; n < 30; n++) {
      scores.addPeer(`peer ${n}`)
      scores.addIP(`peer ${n}`, '127.0.0.1')
    }
    expect(scores.score('peer 0')).toBe(0)
    scores.stop()
  })

  it('decays as in op-node', () => {
    const { topics: scored, behaviourPenaltyDecay } = scoreParameters(topics, () => 0)
    expect(scored[heads]!.firstMessageDeliveriesDecay).toBeCloseTo(0.96235, 5)
    expect(scored[heads]!.invalidMessageDeliveriesDecay).toBeCloseTo(0.98477, 5)
    expect(behaviourPenaltyDecay).toBeCloseTo(0.92612, 5)
  })
})
