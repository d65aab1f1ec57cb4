import { describe, expect, it } from 'vitest'
import type { Explanation } from '../../src/views/explain.ts'
import { explain } from '../../src/views/explain.ts'
import { status } from '../../src/views/status.ts'
import { bundle, createFollowerTwin } from '../server/follower-twin.ts'
import { serve } from '../server/serve.ts'
import { alice, attested, says, snapshotOf, wellContext } from '../views/story.ts'
import { inProcess, opFollower } from './run.ts'

/** Everything here asks a real server over a real socket. */

describe('status', () => {
  it('shows the view of the running follower, as text and as JSON', async () => {
    const view = status(snapshotOf(attested(wellContext(), says(alice, 11))))
    const { url } = await serve({ status: () => view })
    const text = await inProcess(['status', `--rpc=${url}`])
    expect(text).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^cross-safe +8 /m) })
    const json = await inProcess(['status', '--json'], { OP_FOLLOWER_RPC_PORT: new URL(url).port })
    expect(JSON.parse(json.out)).toEqual(view)
  })
})

describe('explain', () => {
  const well = wellContext()
  const halting = bundle('mismatch-9').evidence
  const stories: readonly (readonly [string, number, Explanation])[] = [
    ['idle', 0, explain(snapshotOf(well))],
    ['promotable', 0, explain(snapshotOf(attested(well, says(alice, 10))))],
    ['blocked', 3, explain(snapshotOf(attested(well, says(alice, 11))))],
    ['halted', 4, explain(snapshotOf({ ...well, openEvidence: halting }, { state: 'haltedOnMismatch' }))],
  ]

  it.each(stories)('%s ends with %i', async (verdict, code, view) => {
    const { url } = await serve({ explain: () => view })
    const text = await inProcess(['explain', `--rpc=${url}`])
    expect(text).toMatchObject({ code, err: '' })
    for (const blocker of view.blockers) expect(text.out).toContain(`✗ ${blocker.code}`)
    const json = await inProcess(['explain', `--rpc=${url}`, '--json'])
    expect(json.code).toBe(code)
    expect(JSON.parse(json.out)).toEqual(view)
    expect(view.verdict).toBe(verdict)
  })
})

it('ends the process with the code, and the answer on its standard output', async () => {
  const view = explain(snapshotOf(attested(wellContext(), says(alice, 11))))
  const { url } = await serve({ explain: () => view })
  const { code, out } = await opFollower(['explain', '--json'], { OP_FOLLOWER_RPC: url })
  expect(code).toBe(3)
  expect(JSON.parse(out)).toEqual(view)
})

describe('evidence', () => {
  const kept = { evidence: () => [bundle('mismatch-9')] }

  it('lists and shows what the follower keeps', async () => {
    const { url } = await serve(kept)
    const list = await inProcess(['evidence', 'list', `--rpc=${url}`])
    expect(list).toMatchObject({ code: 0, out: expect.stringContaining('mismatch-9\n') })
    const shown = await inProcess(['evidence', 'show', 'mismatch-9', `--rpc=${url}`])
    expect(shown).toMatchObject({
      code: 0,
      out: expect.stringContaining('halts the follower until it is acknowledged'),
    })
    const missing = await inProcess(['evidence', 'show', 'mismatch-8', `--rpc=${url}`])
    expect(missing).toMatchObject({
      code: 1,
      err: expect.stringContaining('there is no evidence mismatch-8'),
    })
  })

  it('acknowledges only with the flag that allows it, which it names', async () => {
    const twin = createFollowerTwin(kept)
    const closed = await serve({}, { view: twin })
    const refused = await inProcess(['evidence', 'acknowledge', 'mismatch-9', `--rpc=${closed.url}`])
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('--rpc.enable-admin') })
    expect(twin.acknowledged).toEqual([])
    const open = await serve({}, { view: twin, enableAdmin: true })
    const done = await inProcess(['evidence', 'acknowledge', 'mismatch-9', `--rpc=${open.url}`])
    expect(done.code).toBe(0)
    expect(twin.acknowledged).toEqual(['mismatch-9'])
  })

  it.each([[], ['list', 'x'], ['show'], ['burn', 'x'], ['show', 'a', 'b']])(
    'refuses %j %j',
    async (...operands) => {
      const { code, err } = await inProcess(['evidence', ...operands])
      expect({ code, err }).toEqual({
        code: 2,
        err: 'expected op-follower evidence list | show <id> | verify <file> | acknowledge <id>\n',
      })
    },
  )
})
