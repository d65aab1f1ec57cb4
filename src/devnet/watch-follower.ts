import { sameBlock } from '../../machines/values.ts'
import type { Explanation } from '../views/explain.ts'
import type { Heads, StatusView } from '../views/status.ts'
import type { Announce, HeadLabel } from './events.ts'

export interface Watched {
  readonly status: () => StatusView
  readonly explain: () => Explanation
}

const lookEveryMs = 200
const labels = {
  unsafe: 'unsafe',
  localSafe: 'local-safe',
  attested: 'attested',
  crossSafe: 'cross-safe',
  finalized: 'finalized',
} as const satisfies Record<keyof Heads, HeadLabel>

/** Announces what changed in the follower's own views. Returns the end of the watch. */
export function watchFollower(follower: Watched, announce: Announce): () => void {
  const look = createLook(follower, announce)
  const timer = setInterval(look, lookEveryMs)
  return () => clearInterval(timer)
}

/** One look: compares with the look before and announces the differences. */
export function createLook(follower: Watched, announce: Announce): () => void {
  let heads: Partial<Heads> = {}
  let peers: number | null = null
  let reasons = '[]'
  return () => {
    const status = follower.status()
    announceHeads(heads, status.heads, announce)
    heads = status.heads
    if (status.peers !== peers) announce({ event: 'peers', connected: status.peers })
    peers = status.peers
    const blockers = follower.explain().blockers.map(({ code, detail }) => ({ code, detail }))
    if (JSON.stringify(blockers) !== reasons) announce({ event: 'blockers', blockers })
    reasons = JSON.stringify(blockers)
  }
}

function announceHeads(before: Partial<Heads>, now: Heads, announce: Announce): void {
  for (const [name, label] of Object.entries(labels) as [keyof Heads, HeadLabel][]) {
    const head = now[name]
    if (head !== null && !sameBlock(head, before[name] ?? null)) announce({ event: 'head', label, ...head })
  }
}
