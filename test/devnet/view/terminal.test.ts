import { describe, expect, it } from 'vitest'
import { renderFrame } from '../../../src/devnet/view/terminal.ts'
import { endpoints, hash, viewAfter } from './story.ts'

const plain = (_: string, text: string) => text
const frame = (view: ReturnType<typeof viewAfter>, columns = 80) =>
  renderFrame(view, { columns, paint: plain })

const running = viewAfter(
  { event: 'ready', endpoints },
  { event: 'head', label: 'unsafe', number: 20, hash: hash(0xabc) },
  { event: 'head', label: 'cross-safe', number: 15, hash: hash(0xdef) },
  { event: 'state', state: 'awaitingAttestation' },
  { event: 'peers', connected: 1 },
  { event: 'promoted', number: 15, hash: hash(0xdef) },
  {
    event: 'blockers',
    blockers: [{ code: 'attestation/missing', detail: 'nothing above the cross-safe head' }],
  },
  { event: 'step', outcome: 'seen', text: 'the attester came back' },
)

describe('the frame in the terminal', () => {
  it('shows heads with their lag, state, reasons, transitions and the story', () => {
    const bar = (lag: number) => '█'.repeat(32 - lag)
    expect(frame(running)).toEqual([
      'op-follower · embedded network · up 0:08',
      '',
      `unsafe          20  0x000000…0abc        ${bar(0)}`,
      'local-safe  -',
      'attested    -',
      `cross-safe      15  0x000000…0def     -5 ${bar(5)}`,
      'finalized   -',
      '',
      'state awaitingAttestation · peers 1 · promotions 1',
      '',
      'the story',
      '  ✓ the attester came back',
      '',
      'why not promoted',
      '  attestation/missing  nothing above the cross-safe head',
      '',
      'last transitions',
      '   0:04  starting → awaitingAttestation',
      '',
      'where',
      '  L1                  http://127.0.0.1:1',
      "  sequencer's node    http://127.0.0.1:2",
      "  follower's node     http://127.0.0.1:3",
      "  follower's client   http://127.0.0.1:4",
      '  follower            http://127.0.0.1:5',
      '',
      'Ctrl-C ends the network and leaves nothing running',
    ])
  })

  it('says so when nothing is in the way, and stops advertising Ctrl-C at the end', () => {
    const lines = frame(viewAfter({ event: 'ended', ok: true, promotions: 0, text: 'everything is stopped' }))
    expect(lines).toContain('  nothing is in the way')
    expect(lines.join()).not.toContain('Ctrl-C')
  })

  it('is never wider than the terminal', () => {
    for (const columns of [20, 45, 60]) {
      for (const line of frame(running, columns)) expect(line.length).toBeLessThanOrEqual(columns)
    }
  })

  it('keeps only the last transitions and story lines', () => {
    const states = Array.from({ length: 20 }, (_, index) => ({
      event: 'state' as const,
      state: `state-${index}`,
    }))
    const lines = frame(viewAfter(...states))
    expect(lines.filter((line) => line.includes('→'))).toHaveLength(6)
    expect(lines.at(-3)).toContain('state-18 → state-19')
  })

  it('paints the bars and the marks, not the facts', () => {
    const painted = renderFrame(running, { columns: 80, paint: (look, text) => `<${look}>${text}</>` })
    expect(painted[2]).toMatch(/^unsafe .*<bar> █+<\/>$/)
    expect(painted).toContain('<good>  ✓ the attester came back</>')
  })
})
