import { fromCallback } from 'xstate'
import type { MeshEvent } from '../../machines/gossip/machine.ts'
import type { Attestation } from '../../machines/values.ts'
import { createGossipValidator } from '../actors/gossip/validate.ts'
import { systemClock } from '../ports/clock.ts'
import type { GossipMessage, GossipPort, GossipVerdict } from '../ports/gossip.ts'
import type { Work } from '../track-work.ts'
import type { FollowerOptions } from './options.ts'

export interface MeshHooks {
  /** Called before the machine hears of it: the raw bytes must be on disk first. */
  readonly keep: (attestation: Attestation, raw: Uint8Array) => void
  readonly onVerdict: (verdict: GossipVerdict, message: GossipMessage) => void
  readonly onJoined: (gossip: GossipPort | null) => void
  /** Runs while it lasts, so that a stop can wait for it. */
  readonly track: Work['track']
}

/** The mesh while the gossip link is up: joins, passes statements on, leaves. */
export function meshActor(options: FollowerOptions, hooks: MeshHooks) {
  return fromCallback<MeshEvent>(({ sendBack }) => {
    const say = sendBack as (event: MeshEvent) => void
    let left = false
    const validate = createGossipValidator({
      chainId: options.chainId,
      attesters: () => options.attesters,
      clock: options.clock ?? systemClock,
      draftDomain: options.acceptDraftDomain ?? false,
      onAccepted: (attestation, raw) => {
        if (left) return
        hooks.keep(attestation, raw)
        say({ type: 'mesh.attestation', attestation })
      },
      onVerdict: hooks.onVerdict,
    })

    const joining = options.joinGossip(validate)
    const joined = joining.then(
      (gossip) => {
        if (left) return
        hooks.onJoined(gossip)
        say({ type: 'mesh.joined' })
        gossip.onPeers((peers) => !left && say({ type: 'mesh.peers', peers: peers.length }))
      },
      (error) => !left && say({ type: 'mesh.failed', detail: messageOf(error) }),
    )
    void hooks.track(joined)

    return () => {
      left = true
      hooks.onJoined(null)
      void hooks.track(joining.then((gossip) => gossip.close()).catch(() => undefined))
    }
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
