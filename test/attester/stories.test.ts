import { describe, expect, test } from 'vitest'
import type { AttesterEmitted } from '../../machines/attester/setup.ts'
import type { SignerPort } from '../../src/ports/signer.ts'
import { until } from '../gossip/until.ts'
import { createStage, openedHead, viewOf } from './stage.ts'

const numbersOf = (messages: readonly { number: number }[]) => messages.map(({ number }) => number)
const ofType = <Type extends AttesterEmitted['type']>(events: readonly AttesterEmitted[], type: Type) =>
  events.filter((event): event is Extract<AttesterEmitted, { type: Type }> => event.type === type)

describe('an attester beside a node that verifies', () => {
  test('says each new cross-safe block on both topics, signed with the key it has', async () => {
    const stage = createStage()
    stage.build(0, 3)
    stage.verify(1, 15)
    const attester = stage.attester()
    attester.start()
    await until('block 1 is heard', () => stage.blocks().length === 1)
    stage.verify(2, 16)
    await until('block 2 is heard', () => stage.blocks().length === 2)
    const [first] = stage.heads()
    expect(first).toMatchObject({
      number: 1,
      hash: stage.blockAt(1).payload.blockHash,
      timestamp: stage.blockAt(1).payload.timestamp,
      l1View: viewOf(stage.l1.chain.at(15)!),
      signer: stage.signer.address,
    })
    expect(stage.blocks().map(({ hash }) => hash)).toEqual([
      stage.blockAt(1).payload.blockHash,
      stage.blockAt(2).payload.blockHash,
    ])
    expect(stage.heard.every(({ signer }) => signer === stage.signer.address)).toBe(true)
  })

  test('says the newest head again and again, signed anew each time, but not its block', async () => {
    const stage = createStage()
    stage.build(0, 1)
    stage.verify(1)
    const topics: string[] = []
    const gossip: typeof stage.gossip = {
      ...stage.gossip,
      publish: (topic, data) => {
        topics.push(topic)
        return stage.gossip.publish(topic, data)
      },
    }
    let nowMs = 1_000
    stage.attester({ gossip, clock: { nowMs: () => nowMs++ } }).start()
    await until('it is heard four times', () => stage.heads().length >= 4)
    expect(topics.filter((topic) => topic === 'cross-safe-blocks')).toHaveLength(1)
    expect(new Set(stage.heads().map(({ digest }) => digest)).size).toBe(stage.heads().length)
    expect(new Set(stage.heads().map(({ hash }) => hash)).size).toBe(1)
    expect(stage.blocks()).toHaveLength(1)
  })

  test('after a gap says the newest first, then older ones downwards as far as its limit', async () => {
    const stage = createStage()
    stage.build(0, 12)
    stage.verify(2)
    const attester = stage.attester({ limits: { repeatEveryPolls: 1_000, backfillBlocks: 4 } })
    attester.start()
    await until('block 2 is said', () => stage.blocks().length === 1)
    stage.verify(12)
    await until('the backlog is said', () => stage.blocks().length === 6)
    expect(numbersOf(stage.blocks())).toEqual([2, 12, 11, 10, 9, 8])
    await until('nothing is owed', () => attester.status().owed === 0)
    expect(attester.status().newest?.number).toBe(12)
  })

  test('fills a gap as far down as what it said before', async () => {
    const stage = createStage()
    stage.build(0, 6)
    stage.verify(2)
    stage.attester({ limits: { repeatEveryPolls: 1_000 } }).start()
    await until('block 2 is said', () => stage.blocks().length === 1)
    stage.verify(5)
    await until('the gap is filled', () => stage.blocks().length === 4)
    expect(numbersOf(stage.blocks())).toEqual([2, 5, 4, 3])
  })

  test('lets a new head overtake the backlog', async () => {
    const stage = createStage()
    stage.build(0, 9)
    stage.verify(1)
    const attester = stage.attester({ limits: { repeatEveryPolls: 1_000 } })
    attester.on('published', ({ block }) => {
      if (block.number === 7) stage.verify(9)
    })
    attester.start()
    await until('block 1 is said', () => stage.blocks().length === 1)
    stage.verify(8)
    await until('all is said', () => stage.blocks().length === 9)
    expect(numbersOf(stage.blocks())).toEqual([1, 8, 7, 9, 6, 5, 4, 3, 2])
  })

  test('goes on with what it owed before when another gap comes in between', async () => {
    const stage = createStage()
    stage.build(0, 11)
    stage.verify(1)
    const attester = stage.attester({ limits: { repeatEveryPolls: 1_000 } })
    attester.on('published', ({ block }) => {
      if (block.number === 6) stage.verify(11)
    })
    attester.start()
    await until('block 1 is said', () => stage.blocks().length === 1)
    stage.verify(7)
    await until('all is said', () => stage.blocks().length === 11)
    expect(numbersOf(stage.blocks())).toEqual([1, 7, 6, 11, 10, 9, 8, 5, 4, 3, 2])
  })

  test('owes nothing on a lineage that it has left', async () => {
    const stage = createStage()
    stage.build(0, 7)
    stage.verify(1)
    const attester = stage.attester({ limits: { repeatEveryPolls: 1_000 } })
    attester.on('published', ({ block }) => {
      if (block.number !== 6) return
      stage.l1.chain.reorg(17, 'other branch', 22)
      stage.build(4, 7, 'other mind')
      stage.verify(11, 22)
    })
    attester.start()
    await until('block 1 is said', () => stage.blocks().length === 1)
    stage.verify(7)
    await until('the other lineage is said', () => attester.status().owed === 0 && stage.blocks().length > 6)
    expect(numbersOf(stage.blocks())).toEqual([1, 7, 6, 11, 10, 9, 8])
  })

  test('goes on with what it owes after its client was away', async () => {
    const stage = createStage()
    stage.build(0, 6)
    stage.verify(1)
    let failures = 2
    const executionClient: typeof stage.client = {
      ...stage.client,
      payload: async (hash, signal) => {
        if (hash !== stage.blockAt(4).payload.blockHash || failures === 0) {
          return stage.client.payload(hash, signal)
        }
        failures -= 1
        return { kind: 'unreachable', detail: 'gone' }
      },
    }
    const attester = stage.attester({ executionClient, limits: { repeatEveryPolls: 1_000 } })
    attester.start()
    await until('block 1 is said', () => stage.blocks().length === 1)
    stage.verify(6)
    await until('all is said', () => stage.blocks().length === 6)
    expect(numbersOf(stage.blocks())).toEqual([1, 6, 5, 4, 3, 2])
    expect(failures).toBe(0)
  })

  test('keeps every head that it signed for whoever asks, the newest as it was said last', async () => {
    const stage = createStage()
    stage.build(0, 5)
    stage.verify(1)
    const attester = stage.attester({ limits: { repeatEveryPolls: 2 } })
    attester.start()
    await until('block 1 is said', () => stage.blocks().length === 1)
    stage.verify(5)
    await until('the gap is filled', () => stage.blocks().length === 5)
    await until('the newest is repeated', () => numbersOf(stage.heads()).slice(-2).join() === '5,5')
    await attester.stop()
    const kept = stage.store.heads({ kind: 'range', from: 0, count: 10 })
    expect(kept.map((data) => openedHead(data).number)).toEqual([1, 2, 3, 4, 5])
    const [newest] = stage.store.heads({ kind: 'newest', count: 1 })
    expect(openedHead(newest!).issuedAtMs).toBe(stage.store.newestSigned()?.issuedAtMs)
    expect(kept.map((data) => openedHead(data).signer)).toEqual(Array(5).fill(stage.signer.address))
  })

  test('signs nothing while the node names no current L1 block, as after a reset', async () => {
    const stage = createStage()
    stage.build(0, 1)
    stage.rollupNode.reset()
    const attester = stage.attester()
    attester.start()
    await until('it waits', () => attester.status().trouble?.kind === 'nothing-yet')
    expect(attester.status().trouble?.detail).toContain('current L1')
    expect(stage.store.newestSigned()).toBeNull()
    stage.verify(1)
    await until('it goes on by itself', () => stage.heads().length > 0)
  })
})

describe('an attester beside a node that only derives', () => {
  test('refuses, says why, and goes on by itself when the node verifies', async () => {
    const stage = createStage()
    stage.build(0, 1)
    stage.verify(1)
    stage.rollupNode.setVerifies(false)
    const attester = stage.attester()
    attester.start()
    await until('it refuses', () => ofType(attester.events, 'refused').length > 1)
    expect(attester.status().refusal?.reason).toBe('source-only-derives')
    expect(attester.status().refusal?.detail).toContain('--attest.trust-source')
    expect(stage.heard).toHaveLength(0)
    stage.rollupNode.setVerifies(true)
    await until('it attests', () => stage.heads().length > 0)
    expect(attester.status().refusal).toBeNull()
  })

  test('attests when the operator vouches for it', async () => {
    const stage = createStage()
    stage.build(0, 1)
    stage.verify(1)
    stage.rollupNode.setVerifies(false)
    stage.attester({ trustSource: true }).start()
    await until('it attests', () => stage.heads().length > 0)
  })
})

describe('an attester that would equivocate', () => {
  /** Block 3 was attested under L1 block 18; then the node names another block 3. */
  async function twoMinds(options: Parameters<ReturnType<typeof createStage>['attester']>[0] = {}) {
    const stage = createStage()
    stage.build(0, 3)
    stage.verify(3, 18)
    const attester = stage.attester(options)
    attester.start()
    await until('block 3 is attested', () => stage.blocks().length === 1)
    return { stage, attester, first: stage.blockAt(3).payload.blockHash }
  }
  const said = (stage: ReturnType<typeof createStage>, number: number) =>
    new Set(stage.heard.filter((message) => message.number === number).map(({ hash }) => hash))

  test('refuses along one L1 chain, stays up, says why, and goes on when the node agrees again', async () => {
    const { stage, attester, first } = await twoMinds()
    const agreed = stage.blockAt(3)
    stage.build(2, 2, 'other mind')
    stage.verify(3, 19)
    await until('it refuses', () => attester.status().refusal !== null)
    expect(attester.status().refusal).toMatchObject({
      reason: 'would-equivocate',
      expected: { number: 3, hash: first },
      seen: { number: 3, hash: stage.blockAt(3).payload.blockHash },
    })
    await until('it has refused often', () => ofType(attester.events, 'refused').length > 3)
    expect(said(stage, 3)).toEqual(new Set([first]))
    const { blockNumber: number, blockHash: hash } = agreed.payload
    stage.rollupNode.report({
      safe_l2: { ...stage.rollupNode.refAt(0)!, number, hash },
      current_l1: stage.l1.chain.at(20)!,
    })
    await until('it goes on', () => attester.status().refusal === null)
  })

  test('refuses a descendant of another block as well: it would attest that block too', async () => {
    const { stage, attester, first } = await twoMinds()
    stage.build(2, 3, 'other mind')
    stage.verify(5, 19)
    await until('it refuses', () => attester.status().refusal !== null)
    expect(attester.status().refusal).toMatchObject({
      expected: { number: 3, hash: first },
      seen: { number: 5 },
    })
    expect(said(stage, 5).size).toBe(0)
  })

  test('may change its mind across an L1 reorg that orphans the old view', async () => {
    const { stage, attester, first } = await twoMinds()
    stage.l1.chain.reorg(17, 'other branch', 22)
    stage.build(2, 1, 'other mind')
    stage.verify(3, 21)
    await until('the other block is attested', () => said(stage, 3).size === 2)
    expect(said(stage, 3)).toEqual(new Set([first, stage.blockAt(3).payload.blockHash]))
    expect(ofType(attester.events, 'refused')).toEqual([])
  })

  test('waits across an L1 reorg until its view is above the old one, which might be its child', async () => {
    const { stage, attester } = await twoMinds()
    stage.l1.chain.reorg(17, 'other branch', 22)
    stage.build(2, 1, 'other mind')
    stage.verify(3, 16)
    await until('it refuses', () => attester.status().refusal?.reason === 'would-equivocate')
    expect(said(stage, 3).size).toBe(1)
    stage.verify(3, 18)
    await until('it attests', () => said(stage, 3).size === 2)
  })

  test('without an L1 refuses any second hash, whatever its view', async () => {
    const { stage, attester } = await twoMinds({ l1: null })
    stage.l1.chain.reorg(17, 'other branch', 22)
    stage.build(2, 1, 'other mind')
    stage.verify(3, 21)
    await until('it refuses', () => attester.status().refusal?.reason === 'would-equivocate')
    expect(said(stage, 3).size).toBe(1)
  })

  test('waits while its L1 cannot be asked', async () => {
    const { stage, attester } = await twoMinds()
    stage.l1.fail({ kind: 'unreachable', detail: 'L1 is down' })
    stage.l1.chain.reorg(17, 'other branch', 22)
    stage.build(2, 1, 'other mind')
    stage.verify(3, 21)
    await until('it waits', () => attester.status().trouble?.at === 'examining')
    expect(said(stage, 3).size).toBe(1)
    stage.l1.fail(null)
    await until('it attests', () => said(stage, 3).size === 2)
  })

  test('remembers after a restart, even when it died between intent and signature', async () => {
    const stage = createStage()
    stage.build(0, 3)
    stage.store.recordIntent({
      number: 3,
      hash: stage.blockAt(3).payload.blockHash,
      l1View: viewOf(stage.l1.chain.at(18)!),
    })
    stage.build(2, 1, 'other mind')
    stage.verify(3, 19)
    const attester = stage.attester()
    attester.start()
    await until('it refuses', () => attester.status().refusal?.reason === 'would-equivocate')
    expect(stage.heard).toHaveLength(0)
  })
})

describe('an attester in trouble', () => {
  test('stores its intent before the signature is asked for, and signs nothing when it cannot', async () => {
    const stage = createStage()
    stage.build(0, 1)
    stage.verify(1)
    const intentsWhenAsked: number[] = []
    const signer: SignerPort = {
      ...stage.signer,
      sign: (request, signal) => {
        intentsWhenAsked.push(stage.store.intentsAt(1).length)
        return stage.signer.sign(request, signal)
      },
    }
    let diskIsFull = true
    const store: typeof stage.store = {
      ...stage.store,
      recordIntent: (intent) => {
        if (diskIsFull) throw new Error('disk is full')
        stage.store.recordIntent(intent)
      },
    }
    const attester = stage.attester({ signer, store })
    attester.start()
    await until('it says so', () => attester.status().trouble?.at === 'intending')
    expect(attester.status().trouble).toMatchObject({ kind: 'defect', detail: 'disk is full' })
    expect(intentsWhenAsked).toEqual([])
    diskIsFull = false
    await until('it attests', () => stage.heads().length > 0)
    expect(intentsWhenAsked[0]).toBe(1)
  })

  test('with a signer that is away says so and goes on when it is back', async () => {
    const stage = createStage()
    stage.build(0, 1)
    stage.verify(1)
    let away = true
    const signer: SignerPort = {
      ...stage.signer,
      sign: async (request, signal) =>
        away ? { kind: 'unreachable', detail: 'gone' } : stage.signer.sign(request, signal),
    }
    const attester = stage.attester({ signer })
    attester.start()
    await until('it says so', () => attester.status().trouble?.at === 'signing')
    away = false
    await until('it attests', () => stage.blocks().length === 1)
    await until('the trouble is over', () => attester.status().trouble === null)
    expect(attester.status().failures).toBe(0)
  })

  test('nobody to hear it: it says so, and says the block once somebody listens', async () => {
    const stage = createStage()
    stage.build(0, 1)
    stage.verify(1)
    let alone = true
    const gossip: typeof stage.gossip = {
      ...stage.gossip,
      publish: async (topic, data) =>
        alone ? { kind: 'nobody-subscribed' } : stage.gossip.publish(topic, data),
    }
    const attester = stage.attester({ gossip })
    attester.start()
    await until('it says so', () => attester.status().trouble?.kind === 'unpublished')
    alone = false
    await until('the block is heard', () => stage.blocks().length === 1)
  })

  test('a block too large for its topic is told of, its head goes on', async () => {
    const stage = createStage()
    stage.build(0, 2)
    stage.verify(1)
    const gossip: typeof stage.gossip = {
      ...stage.gossip,
      publish: async (topic, data) =>
        topic === 'cross-safe-blocks'
          ? { kind: 'too-large', bytes: 12, limitBytes: 10 }
          : stage.gossip.publish(topic, data),
    }
    const attester = stage.attester({ gossip })
    attester.start()
    await until('block 1 is published', () => ofType(attester.events, 'published').length > 0)
    expect(ofType(attester.events, 'published')[0]?.problems).toEqual([
      'cross-safe-blocks: 12 bytes are more than 10',
    ])
    stage.verify(2)
    await until('it goes on', () => numbersOf(stage.heads()).includes(2))
  })

  test('a client without the block is waited for; one that answers another block is not believed', async () => {
    const stage = createStage()
    stage.build(0, 2)
    stage.verify(1)
    let answer: 'nothing' | 'another' | 'it' = 'nothing'
    const executionClient: typeof stage.client = {
      ...stage.client,
      payload: async (hash, signal) => {
        if (answer === 'nothing') return { kind: 'ok', value: null }
        return stage.client.payload(answer === 'it' ? hash : stage.blockAt(2).payload.blockHash, signal)
      },
    }
    const attester = stage.attester({ executionClient })
    attester.start()
    await until('it is missing', () => attester.status().trouble?.kind === 'missing')
    answer = 'another'
    await until('it is malformed', () => attester.status().trouble?.kind === 'malformed')
    expect(stage.heard).toHaveLength(0)
    answer = 'it'
    await until('it is heard', () => stage.blocks().length === 1)
  })

  test('an older block that cannot be had ends the backlog instead of holding up new heads', async () => {
    const stage = createStage()
    stage.build(0, 7)
    stage.verify(1)
    const pruned = stage.blockAt(4).payload.blockHash
    const executionClient: typeof stage.client = {
      ...stage.client,
      payload: async (hash, signal) =>
        hash === pruned ? { kind: 'ok', value: null } : stage.client.payload(hash, signal),
    }
    const attester = stage.attester({ executionClient, limits: { repeatEveryPolls: 1_000 } })
    attester.start()
    await until('block 1 is said', () => stage.blocks().length === 1)
    stage.verify(6)
    await until('a block is missing', () => ofType(attester.events, 'trouble').length > 0)
    await until('the backlog ended', () => attester.status().owed === 0)
    stage.verify(7)
    await until('the next head is said', () => numbersOf(stage.blocks()).includes(7))
    expect(numbersOf(stage.blocks())).toEqual([1, 6, 5, 7])
  })

  test('forgotten heights are refused', async () => {
    const stage = createStage()
    stage.build(0, 3)
    stage.verify(3)
    const attester = stage.attester({ store: { ...stage.store, forgottenUpTo: () => 3 } })
    attester.start()
    await until('it refuses', () => attester.status().refusal?.reason === 'forgotten')
    expect(stage.heard).toHaveLength(0)
  })
})

describe('an attester that is started and stopped', () => {
  test('after a restart fills the gap since the last process', async () => {
    const stage = createStage()
    stage.build(0, 4)
    stage.verify(2)
    const first = stage.attester()
    first.start()
    await until('block 2 is said', () => stage.blocks().length === 1)
    await first.stop()
    stage.verify(4)
    const second = stage.attester()
    second.start()
    await until('the gap is filled', () => numbersOf(stage.blocks()).includes(3))
    expect(numbersOf(stage.blocks())).toEqual([2, 4, 3])
  })

  test('after a restart signs what an earlier process still owed', async () => {
    const stage = createStage()
    stage.build(0, 9)
    stage.verify(2)
    const first = stage.attester({ limits: { repeatEveryPolls: 1_000 } })
    first.start()
    await until('block 2 is said', () => stage.blocks().length === 1)
    first.on('published', ({ block }) => {
      if (block.number === 6) void first.stop()
    })
    stage.verify(8)
    await until(
      'it died with three still owed',
      () => first.status().owed === 3 && stage.blocks().length === 4,
    )
    await first.stop()
    stage.attester({ limits: { repeatEveryPolls: 1_000 } }).start()
    const heights = () => new Set(numbersOf(stage.heads()))
    await until('every height is signed', () => heights().size === 7)
    stage.verify(9)
    await until('the next is said', () => heights().has(9))
    expect(stage.store.heads({ kind: 'range', from: 2, count: 8 })).toHaveLength(8)
  })

  test('says a block that was signed by a process that died before it could publish it', async () => {
    const stage = createStage()
    stage.build(0, 1)
    stage.verify(1)
    const { blockHash: hash } = stage.blockAt(1).payload
    const intent = { number: 1, hash, l1View: viewOf(stage.l1.chain.at(18)!) }
    stage.store.recordIntent(intent)
    stage.store.recordSigned({ ...intent, signer: stage.signer.address, issuedAtMs: 1 }, new Uint8Array())
    stage.attester().start()
    await until('its block is heard', () => stage.blocks().length === 1)
  })

  test('stops at once and leaves no call behind', async () => {
    const stage = createStage()
    stage.build(0, 1)
    stage.verify(1)
    let aborted = false
    const signer: SignerPort = {
      ...stage.signer,
      sign: (_request, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted = true
            resolve({ kind: 'timed-out', detail: 'given up' })
          })
        }),
    }
    const attester = stage.attester({ signer })
    const controller = new AbortController()
    attester.start({ signal: controller.signal })
    await until('it asks for a signature', () => attester.status().state === 'signing')
    controller.abort()
    await attester.stop()
    expect(aborted).toBe(true)
    expect(stage.heard).toHaveLength(0)
  })
})
