import { describe, expect, it } from 'vitest'
import { createManners } from '../../src/adapters/libp2p/manners.ts'
import { scoreThresholds, topicScoreCap } from '../../src/adapters/libp2p/parameters.ts'
import type { GossipVerdict } from '../../src/ports/gossip.ts'

const stranger: GossipVerdict = { kind: 'ignore', reason: 'unknown-signer', penalty: true }
const rpc = (messages: number, bytes = 200) => {
  const data = new Uint8Array(bytes)
  return { messages: Array.from({ length: messages }, () => ({ data })) }
}

function table() {
  const clock = { ms: 0 }
  return { ...createManners(() => clock.ms), clock }
}

/** Even for a peer that has earned all that one can earn. */
const graylisted = (score: number): boolean => topicScoreCap + score < scoreThresholds.graylistThreshold

describe('what one peer may do', () => {
  it('is to hand on four unsolicited statements a second, for ever', () => {
    const { judge, scoreOf, clock } = table()
    for (let second = 0; second < 1_000; second++) {
      clock.ms += 1_000
      for (let n = 0; n < 4; n++) judge('relay', stranger)
    }
    expect(scoreOf('relay')).toBe(0)
  })

  it('is not to hand on a hundred at once', () => {
    const { judge, scoreOf } = table()
    for (let n = 0; n < 100; n++) judge('flooder', stranger)
    expect(graylisted(scoreOf('flooder'))).toBe(true)
    expect(scoreOf('other')).toBe(0)
  })

  it('is anything that is accepted, ignored without penalty, or judged by the router itself', () => {
    const { judge, scoreOf } = table()
    for (let n = 0; n < 1_000; n++) {
      judge('relay', { kind: 'accept' })
      judge('relay', { kind: 'ignore', reason: 'already-seen', penalty: false })
      judge('relay', { kind: 'reject', reason: 'malformed' })
    }
    expect(scoreOf('relay')).toBe(0)
  })

  it('is to relay ten attesters on both topics of a one-second chain', () => {
    const { admits, scoreOf, clock } = table()
    const block = rpc(1, 100_000)
    for (let second = 0; second < 100; second++) {
      clock.ms += 1_000
      for (let n = 0; n < 30; n++) expect(admits('relay', block)).toBe(true)
    }
    expect(scoreOf('relay')).toBe(0)
  })

  it('is the largest block every two seconds, after a burst of three', () => {
    const { admits, clock } = table()
    const largest = rpc(1, 10 * 1024 * 1024)
    for (let n = 0; n < 100; n++) {
      expect(admits('relay', largest)).toBe(true)
      if (n >= 2) clock.ms += 2_000
    }
  })

  it.each([
    ['small messages', rpc(1)],
    ['large messages', rpc(1, 10 * 1024 * 1024)],
    ['RPCs full of messages', rpc(5_000)],
  ])('is not to flood %s', (_, delivery) => {
    const { admits, scoreOf } = table()
    let refused = 0
    for (let n = 0; n < 300; n++) if (!admits('flooder', delivery)) refused += 1
    expect(refused).toBeGreaterThan(15)
    expect(graylisted(scoreOf('flooder'))).toBe(true)
  })

  it('is to subscribe, graft and prune even then', () => {
    const { admits } = table()
    while (admits('flooder', rpc(1)));
    expect(admits('flooder', rpc(0))).toBe(true)
  })

  it('is to ask for heads eight times a second, for ever, after a burst of 64', () => {
    const { admitsQuestion, scoreOf, clock } = table()
    for (let n = 0; n < 64; n++) expect(admitsQuestion('asker')).toBe(true)
    for (let second = 0; second < 100; second++) {
      clock.ms += 1_000
      for (let n = 0; n < 8; n++) expect(admitsQuestion('asker')).toBe(true)
    }
    expect(scoreOf('asker')).toBe(0)
  })

  it('is not to flood us with questions', () => {
    const { admitsQuestion, scoreOf } = table()
    for (let n = 0; n < 80; n++) expect(admitsQuestion('flooder')).toBe(n < 64)
    expect(graylisted(scoreOf('flooder'))).toBe(true)
  })

  it('is not to pay for the questions of all the others, even where they leave no room', () => {
    const { admitsQuestion, scoreOf } = table()
    const askers = Array.from({ length: 10 }, (_, n) => `asker ${n}`)
    const admitted = askers.flatMap((asker) => Array.from({ length: 60 }, () => admitsQuestion(asker)))
    expect(admitted.filter(Boolean)).toHaveLength(256)
    expect(askers.map(scoreOf)).toEqual(askers.map(() => 0))
  })

  it('is to come back two minutes after its flood, and no sooner than half of one', () => {
    const { judge, scoreOf, clock } = table()
    for (let n = 0; n < 10_000; n++) judge('flooder', stranger)
    clock.ms += 30_000
    expect(graylisted(scoreOf('flooder'))).toBe(true)
    clock.ms += 90_000
    expect(graylisted(scoreOf('flooder'))).toBe(false)
  })

  it('is remembered for a bounded number of peers, of whom the last seen stay', () => {
    const { blame, scoreOf } = table()
    for (let n = 0; n <= 1_024; n++) blame(`peer ${n}`)
    expect(scoreOf('peer 0')).toBe(0)
    expect(scoreOf('peer 1024')).toBeLessThan(0)
  })
})
