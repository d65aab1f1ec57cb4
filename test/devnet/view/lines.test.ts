import { describe, expect, it } from 'vitest'
import type { DevnetEvent } from '../../../src/devnet/events.ts'
import { jsonLine } from '../../../src/devnet/view/json.ts'
import { textLine } from '../../../src/devnet/view/lines.ts'
import { hash, viewAfter } from './story.ts'

const before = viewAfter(
  { event: 'head', label: 'unsafe', number: 20, hash: hash(1) },
  { event: 'state', state: 'promoting' },
  { event: 'peers', connected: 1 },
)
const line = (event: DevnetEvent) => textLine(before, event, 65)

describe('plain lines', () => {
  it('tell a promotion with its distance to the tip', () => {
    expect(line({ event: 'promoted', number: 15, hash: hash(0xdef) })).toBe(
      ' 1:05  promoted   15 0x000000…0def  5 behind unsafe\n',
    )
  })

  it('tell a state that matters and keep quiet about the routine of every block', () => {
    expect(line({ event: 'state', state: 'holding' })).toBe(' 1:05  state      promoting → holding\n')
    expect(line({ event: 'state', state: 'awaitingAttestation' })).toBeNull()
  })

  it('tell peers only when their number changed', () => {
    expect(line({ event: 'peers', connected: 1 })).toBeNull()
    expect(line({ event: 'peers', connected: 0 })).toBe(' 1:05  peers      0\n')
  })

  it('mark the steps of a story', () => {
    expect(line({ event: 'step', outcome: 'missed', text: 'nothing came' })).toBe(' 1:05  ✗ nothing came\n')
    expect(line({ event: 'ended', ok: true, promotions: 3, text: 'all seen' })).toBe(' 1:05  ✓ all seen\n')
  })

  it('name the evidence of a halt', () => {
    expect(line({ event: 'halted', evidence: 'm-1', detail: 'expected a, saw b' })).toBe(
      ' 1:05  halted     expected a, saw b (evidence m-1)\n',
    )
  })
})

describe('JSON lines', () => {
  it('are exactly the event, one a line', () => {
    expect(jsonLine({ event: 'promoted', number: 7, hash: hash(7) })).toBe(
      `{"event":"promoted","number":7,"hash":"${hash(7)}"}\n`,
    )
  })
})
