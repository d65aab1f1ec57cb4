import { describe, expect, it } from 'vitest'
import type { Acknowledgement } from '../../src/server/follower-view.ts'
import { syncStatus } from '../../src/server/sync-status.ts'
import {
  block,
  bundle,
  createFollowerTwin,
  hashOf,
  l2Block,
  nodeStatus,
  unreadyBecause,
} from './follower-twin.ts'
import { call, get, serve } from './serve.ts'

describe('optimism_syncStatus', () => {
  const decided = { crossSafe: l2Block(8), finalized: l2Block(4), capped: false }
  const facts = { node: nodeStatus(12, 10), readAtMs: 1000, ...decided }
  const at = (nowMs: number, changed = {}) => ({
    syncStatus: () => syncStatus({ ...facts, ...changed }, nowMs, 6000),
  })

  it('is the node’s answer with our safe and finalized, and local-safe left as it is', async () => {
    const { url } = await serve(at(1000))
    expect(await call(url, 'optimism_syncStatus')).toMatchObject({
      result: {
        safe_l2: { number: 8, l1origin: { number: 1 }, sequenceNumber: 0 },
        finalized_l2: { number: 4 },
        local_safe_l2: { number: 10 },
        pending_safe_l2: { number: 10 },
        unsafe_l2: { number: 12 },
      },
    })
  })

  it('is never older than its limit: the age is answered instead', async () => {
    const fresh = await serve(at(7000))
    expect(await call(fresh.url, 'optimism_syncStatus')).toHaveProperty('result')
    const stale = await serve(at(7001))
    const answer = await call(stale.url, 'optimism_syncStatus')
    expect(answer).toMatchObject({ error: { code: -32002, data: { ageMs: 6001, limitMs: 6000 } } })
    expect(answer).not.toHaveProperty('result')
  })

  it('ends local-safe, and what old readers know of it, at our cross-safe head when capped', async () => {
    const { url } = await serve(at(1000, { capped: true }))
    expect(await call(url, 'optimism_syncStatus')).toMatchObject({
      result: {
        safe_l2: { number: 8 },
        local_safe_l2: { number: 8 },
        pending_safe_l2: { number: 8 },
        cross_unsafe_l2: { number: 12 },
      },
    })
  })

  it.each([
    ['finalized above safe', { finalized: l2Block(9) }],
    ['another finalized block at the height of safe', { finalized: { ...l2Block(8), hash: hashOf(88) } }],
    ['local-safe below safe', { node: nodeStatus(12, 7) }],
    ['local-safe below safe, capped', { node: nodeStatus(12, 7), capped: true }],
    ['unsafe below local-safe', { node: nodeStatus(9, 10) }],
  ])('is an error rather than %s', async (_, changed) => {
    const { url } = await serve(at(1000, changed))
    expect(await call(url, 'optimism_syncStatus')).toMatchObject({
      error: { code: -32002, message: expect.stringContaining('does not fit under') },
    })
  })
})

describe('follower_status and follower_explain', () => {
  it('answer what the views say', async () => {
    const twin = createFollowerTwin()
    const { url } = await serve()
    expect(await call(url, 'follower_status')).toMatchObject({ result: twin.status() })
    expect(await call(url, 'follower_explain')).toMatchObject({ result: twin.explain() })
  })
})

describe('follower_evidence', () => {
  const kept = { evidence: () => [bundle('mismatch-9-a'), bundle('mismatch-9-b')] }

  it('lists without the raw bytes', async () => {
    const { url } = await serve(kept)
    const answer = await call(url, 'follower_evidence')
    expect(answer).toMatchObject({ result: [{ id: 'mismatch-9-a', halts: true }, { id: 'mismatch-9-b' }] })
    expect(JSON.stringify(answer)).not.toContain('raw')
  })

  it('shows one piece as a file that stands alone', async () => {
    const { url } = await serve(kept)
    expect(await call(url, 'follower_evidence', ['mismatch-9-b'])).toMatchObject({
      result: {
        format: 'op-follower-evidence-1',
        chainId: 901,
        evidence: { id: 'mismatch-9-b', seen: block(9) },
      },
    })
  })

  it('refuses ids that are none', async () => {
    const { url } = await serve(kept)
    expect(await call(url, 'follower_evidence', ['mismatch-9-c'])).toMatchObject({ error: { code: -32001 } })
    for (const params of [[7], ['../../etc'], ['a', 'b'], ['x'.repeat(513)]]) {
      expect(await call(url, 'follower_evidence', params)).toMatchObject({ error: { code: -32602 } })
    }
  })
})

describe('admin_acknowledgeHalt', () => {
  it('names the flag when it is switched off, and does nothing', async () => {
    const twin = createFollowerTwin()
    const { url } = await serve({}, { view: twin })
    expect(await call(url, 'admin_acknowledgeHalt', ['e1'])).toMatchObject({
      error: { code: -32601, message: expect.stringContaining('--rpc.enable-admin') },
    })
    expect(twin.acknowledged).toEqual([])
  })

  it('passes the id on when it is switched on', async () => {
    const twin = createFollowerTwin()
    const { url } = await serve({}, { view: twin, enableAdmin: true })
    expect(await call(url, 'admin_acknowledgeHalt', ['e1'])).toMatchObject({ result: true })
    expect(twin.acknowledged).toEqual(['e1'])
  })

  it.each<[Acknowledgement, string]>([
    [{ kind: 'not-halted' }, 'the follower is not halted'],
    [{ kind: 'unknown-evidence', open: 'e2' }, 'what halts is e2'],
    [{ kind: 'unknown-evidence', open: null }, 'nothing halts now'],
  ])('says why not: %o', async (answer, message) => {
    const { url } = await serve({ acknowledgeHalt: () => answer }, { enableAdmin: true })
    expect(await call(url, 'admin_acknowledgeHalt', ['e1'])).toMatchObject({
      error: { code: -32001, message: expect.stringContaining(message) },
    })
  })
})

describe('health', () => {
  it('/healthz is about the process alone', async () => {
    const { url } = await serve(unreadyBecause('halt/mismatch'))
    const { status, text } = await get(url, '/healthz')
    expect(status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({ healthy: true })
  })

  it('/healthz fails when the event loop was held up', async () => {
    const { url } = await serve({}, { limits: { loopLagMs: 100 } })
    const startedAtMs = performance.now()
    await new Promise((resolve) => setTimeout(resolve, 50))
    while (performance.now() - startedAtMs < 400);
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await get(url, '/healthz')).status).toBe(503)
  })

  it('/readyz answers with the codes', async () => {
    const { url } = await serve(unreadyBecause('engine/unreachable'))
    const { status, text } = await get(url, '/readyz')
    expect(status).toBe(503)
    expect(JSON.parse(text)).toEqual({
      ready: false,
      because: ['engine/unreachable'],
      blockers: ['engine/unreachable'],
    })
    const ready = await serve()
    expect((await get(ready.url, '/readyz')).status).toBe(200)
  })
})
