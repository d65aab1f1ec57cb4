import { describe, expect, test } from 'vitest'
import type { AttesterEmitted } from '../../machines/attester/setup.ts'
import type { SignerPort } from '../../src/ports/signer.ts'
import { until } from '../gossip/until.ts'
import { createStage } from './stage.ts'

const numbersOf = (messages: readonly { number: number }[]) => messages.map(({ number }) => number)
const ofType = <Type extends AttesterEmitted['type']>(events: readonly AttesterEmitted[], type: Type) =>
  events.filter((event): event is Extract<AttesterEmitted, { type: Type }> => event.type === type)

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
