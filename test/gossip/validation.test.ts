import type { GossipsubMessage } from '@chainsafe/libp2p-gossipsub'
import { describe, expect, it } from 'vitest'
import { createDecider } from '../../src/adapters/libp2p/decider.ts'
import type { GossipRouter } from '../../src/adapters/libp2p/router.ts'
import { superviseValidation } from '../../src/adapters/libp2p/validation.ts'
import type { GossipValidator } from '../../src/ports/gossip.ts'
import { topicOf } from '../../src/wire/topics.ts'
import { until } from './until.ts'

/** The router's side of asynchronous validation: messages go out as events, reports come back. */
function routerWith(validate: GossipValidator) {
  const reports: string[] = []
  const defects: unknown[] = []
  const judged: string[] = []
  const stop = new AbortController()
  const router = Object.assign(new EventTarget(), {
    reportMessageValidationResult: (id: string, source: string, result: string) =>
      reports.push(`${id} from ${source}: ${result}`),
  })
  superviseValidation({
    router: router as unknown as GossipRouter,
    topicOf: (name) => topicOf(name, 901),
    decide: createDecider({
      validate,
      deadlineMs: 50,
      limitPerPeer: 2,
      onDefect: (error) => defects.push(error),
      signal: stop.signal,
    }),
    onVerdict: (peer, verdict) =>
      judged.push(`${peer} ${verdict.kind === 'accept' ? 'accept' : verdict.reason}`),
    signal: stop.signal,
  })
  const deliver = (msgId: string, source: string): void => {
    const msg = { type: 'unsigned', topic: '/optimism/901/0/cross-safe-heads', data: new Uint8Array() }
    const detail = { msgId, propagationSource: source, msg } as unknown as GossipsubMessage
    router.dispatchEvent(new CustomEvent('gossipsub:message', { detail }))
  }
  return { deliver, reports, judged, defects, stop }
}

const never = new Promise<never>(() => {})

describe('validation for the router', () => {
  it('reports an ignore before it is too late when the validator has not decided, and blames nobody', async () => {
    const { deliver, reports, judged } = routerWith(() => never)
    deliver('m1', 'peer')
    await until('it is reported', () => reports.length === 1)
    expect(reports).toEqual(['m1 from peer: ignore'])
    expect(judged).toEqual(['peer validation-late'])
  })

  it('bounds how many messages of one peer are in validation, and only that peer’s', async () => {
    const { deliver, judged } = routerWith(() => never)
    for (const id of ['m1', 'm2', 'm3']) deliver(id, 'eager')
    deliver('m4', 'other')
    await until('all are judged', () => judged.length === 4)
    expect(judged).toEqual([
      'eager validation-busy',
      'eager validation-late',
      'eager validation-late',
      'other validation-late',
    ])
  })

  it('makes room again when a message is decided', async () => {
    const { deliver, reports } = routerWith(async () => ({ kind: 'accept' }))
    for (let n = 0; n < 10; n++) {
      deliver(`m${n}`, 'peer')
      await until('it is reported', () => reports.length === n + 1)
    }
    expect(reports.every((report) => report.endsWith('accept'))).toBe(true)
  })

  it.each([
    [
      'throws',
      (): never => {
        throw new Error('a defect')
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('a defect')
      },
    ],
  ])('ignores the message and tells of the defect when the validator %s', async (_, validate) => {
    const { deliver, reports, defects } = routerWith(validate)
    deliver('m1', 'peer')
    await until('it is reported', () => reports.length === 1)
    expect(reports).toEqual(['m1 from peer: ignore'])
    expect(defects.map(String)).toEqual(['Error: a defect'])
  })

  it('reports nothing once it is closed', async () => {
    const { deliver, reports, judged, stop } = routerWith(() => never)
    deliver('m1', 'peer')
    stop.abort()
    deliver('m2', 'peer')
    await new Promise((resolve) => setImmediate(resolve))
    expect([reports, judged]).toEqual([[], []])
  })
})
