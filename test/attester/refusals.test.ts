import { describe, expect, test } from 'vitest'
import type { AttesterEmitted } from '../../machines/attester/setup.ts'
import { until } from '../gossip/until.ts'
import { createStage, viewOf } from './stage.ts'

const ofType = <Type extends AttesterEmitted['type']>(events: readonly AttesterEmitted[], type: Type) =>
  events.filter((event): event is Extract<AttesterEmitted, { type: Type }> => event.type === type)

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
