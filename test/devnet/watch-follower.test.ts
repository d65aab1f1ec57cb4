import { describe, expect, it } from 'vitest'
import { createChronicle } from '../../src/devnet/chronicle.ts'
import type { DevnetEvent } from '../../src/devnet/events.ts'
import { lookAt } from '../../src/devnet/watch-follower.ts'
import type { Explanation } from '../../src/views/explain.ts'
import type { Heads, StatusView } from '../../src/views/status.ts'
import { hash } from './view/story.ts'

const nothing: Heads = { unsafe: null, localSafe: null, attested: null, crossSafe: null, finalized: null }
const block = (number: number) => ({ number, hash: hash(number) })

function watched() {
  const events: DevnetEvent[] = []
  const now = { heads: nothing, peers: 0, codes: [] as string[] }
  const follower = {
    status: () => ({ heads: now.heads, peers: now.peers }) as StatusView,
    explain: () =>
      ({ blockers: now.codes.map((code) => ({ code, detail: `${code} stands` })) }) as unknown as Explanation,
  }
  const chronicle = createChronicle((event) => events.push(event), { nowMs: () => 0 })
  const seen = () => {
    lookAt(follower, chronicle)
    return events.splice(0)
  }
  return { now, seen, chronicle, events }
}

describe('looking at a follower', () => {
  it('announces each head when it moves, and only then', () => {
    const { now, seen } = watched()
    now.heads = { ...nothing, unsafe: block(7), crossSafe: block(5) }
    expect(seen()).toEqual([
      { event: 'head', label: 'unsafe', ...block(7) },
      { event: 'head', label: 'cross-safe', ...block(5) },
    ])
    now.heads = { ...now.heads, unsafe: block(8) }
    expect(seen()).toEqual([{ event: 'head', label: 'unsafe', ...block(8) }])
    expect(seen()).toEqual([])
  })

  it('does not repeat what was announced by others', () => {
    const { now, seen, chronicle, events } = watched()
    chronicle.announce({ event: 'head', label: 'cross-safe', ...block(5) })
    events.splice(0)
    now.heads = { ...nothing, crossSafe: block(5) }
    expect(seen()).toEqual([])
  })

  it('announces the number of peers and the reasons when they change', () => {
    const { now, seen } = watched()
    now.peers = 1
    now.codes = ['attestation/missing']
    const blockers = [{ code: 'attestation/missing', detail: 'attestation/missing stands' }]
    expect(seen()).toEqual([
      { event: 'peers', connected: 1 },
      { event: 'blockers', blockers },
    ])
    now.codes = []
    expect(seen()).toEqual([{ event: 'blockers', blockers: [] }])
  })
})
