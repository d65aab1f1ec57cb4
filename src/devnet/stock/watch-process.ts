import { setTimeout as sleep } from 'node:timers/promises'
import type { Chronicle } from '../chronicle.ts'
import { lookAt, noteHead } from '../watch-follower.ts'
import { explanation, type FollowerStatus, type OpFollower } from './op-follower.ts'

const lookEveryMs = 500

/** Puts into the chronicle what the RPC of a follower tells. Returns the end of it. */
export function watchProcess({ status, rpc }: OpFollower, chronicle: Chronicle): () => Promise<void> {
  const ending = new AbortController()
  const look = async () => {
    const [seen, explained] = [await status(), await rpc.attempt(explanation, 'follower_explain')]
    if (seen === null || explained === null || ending.signal.aborted) return
    announcePromotion(seen, chronicle)
    lookAt({ status: () => seen, explain: () => explained }, chronicle)
    for (const { newest } of seen.attesters) noteHead(chronicle, 'attested', newest)
    announceState(seen, explained.blockers[0]?.detail ?? '', chronicle)
  }
  const watching = (async () => {
    while (!ending.signal.aborted) {
      await look()
      await sleep(lookEveryMs)
    }
  })()
  return async () => {
    ending.abort()
    await watching
  }
}

/** Where it anchors is no promotion, nor is where it withdraws to. */
function announcePromotion({ heads, trustedBase }: FollowerStatus, { announce, view }: Chronicle): void {
  const { crossSafe } = heads
  const before = view().heads['cross-safe']?.number ?? -1
  if (crossSafe === null || crossSafe.number <= before || crossSafe.hash === trustedBase?.hash) return
  announce({ event: 'promoted', ...crossSafe })
}

function announceState(
  { state, haltedBy }: FollowerStatus,
  detail: string,
  { announce, view }: Chronicle,
): void {
  const [name = state] = state.split('.')
  if (haltedBy !== null && view().halted?.evidence !== haltedBy)
    announce({ event: 'halted', evidence: haltedBy, detail })
  if (name !== view().state) announce({ event: 'state', state: name })
}
