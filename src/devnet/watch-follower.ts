import type { BlockRef } from '../../machines/values.ts'
import type { Follower } from '../follower/index.ts'
import type { Heads } from '../views/status.ts'
import type { Chronicle } from './chronicle.ts'
import type { HeadLabel, Reason } from './events.ts'

const lookEveryMs = 200

/** Puts into the chronicle what the follower tells, and looks for what it does not tell. Returns the end of it. */
export function watchFollower(follower: Follower, chronicle: Chronicle): () => void {
  const look = () => lookAt(follower, chronicle)
  const timer = setInterval(look, lookEveryMs)
  const ends = [
    follower.on('promoted', ({ block, because }) => {
      noteHead(chronicle, 'cross-safe', block)
      const { number, hash } = block
      if (promotes.has(because)) chronicle.announce({ event: 'promoted', number, hash })
    }),
    follower.on('attestation', ({ attestation }) => {
      const known = chronicle.view().heads.attested?.number ?? -1
      if (attestation.number > known) noteHead(chronicle, 'attested', attestation)
    }),
    follower.on('state', ({ to }) => {
      const [state = to] = to.split('.')
      if (state !== chronicle.view().state) chronicle.announce({ event: 'state', state })
    }),
    follower.on('halted', ({ evidence: { id, detail } }) => {
      chronicle.announce({ event: 'halted', evidence: id, detail })
    }),
  ]
  return () => {
    clearInterval(timer)
    for (const end of ends) end()
  }
}

/** The other causes move finality, or assert again what was promoted before. */
const promotes: ReadonlySet<string> = new Set(['attested', 'replacement'])

/** The part of a follower's answers that is shown. */
export interface Watched {
  readonly status: () => { readonly heads: Heads; readonly peers: number }
  readonly explain: () => { readonly blockers: readonly Reason[] }
}

/** Announces what differs from what was announced last. */
export function lookAt({ status, explain }: Watched, chronicle: Chronicle): void {
  const { heads, peers } = status()
  noteHead(chronicle, 'unsafe', heads.unsafe)
  noteHead(chronicle, 'local-safe', heads.localSafe)
  noteHead(chronicle, 'cross-safe', heads.crossSafe)
  noteHead(chronicle, 'finalized', heads.finalized)
  if (peers !== chronicle.view().peers) chronicle.announce({ event: 'peers', connected: peers })
  const blockers = explain().blockers.map(({ code, detail }) => ({ code, detail }))
  if (JSON.stringify(blockers) !== JSON.stringify(chronicle.view().blockers)) {
    chronicle.announce({ event: 'blockers', blockers })
  }
}

export function noteHead({ announce, view }: Chronicle, label: HeadLabel, head: BlockRef | null): void {
  if (head === null || head.hash === view().heads[label]?.hash) return
  announce({ event: 'head', label, number: head.number, hash: head.hash })
}
