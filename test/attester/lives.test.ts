import { describe, expect, test } from 'vitest'
import type { SignerPort } from '../../src/ports/signer.ts'
import { until } from '../gossip/until.ts'
import { createStage, viewOf } from './stage.ts'

const numbersOf = (messages: readonly { number: number }[]) => messages.map(({ number }) => number)

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
