import { fromCallback } from 'xstate'
import type { MeshCommand, MeshEvent } from '../../machines/gossip/machine.ts'
import type { Attestation } from '../../machines/values.ts'
import { createGossipValidator } from '../actors/gossip/validate.ts'
import { systemClock } from '../ports/clock.ts'
import type { GossipMessage, GossipPort, GossipVerdict } from '../ports/gossip.ts'
import type { Work } from '../track-work.ts'
import { createInquiry, type Inquiry } from './inquiry.ts'
import type { FollowerOptions } from './options.ts'

export interface MeshHooks {
  /** Called before the machine hears of it: the raw bytes must be on disk first. */
  readonly keep: (attestation: Attestation, raw: Uint8Array) => void
  readonly onVerdict: (verdict: GossipVerdict, message: GossipMessage) => void
  readonly onJoined: (gossip: GossipPort | null) => void
  /** Runs while it lasts, so that a stop can wait for it. */
  readonly track: Work['track']
}

/** The mesh while the gossip link is up: joins, passes statements on, asks for what is missed, leaves. */
export function meshActor(options: FollowerOptions, hooks: MeshHooks) {
  return fromCallback<MeshCommand>(({ sendBack, receive }) => {
    const say = sendBack as (event: MeshEvent) => void
    let left = false
    let inquiry: Inquiry | null = null
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

    const onJoined = (gossip: GossipPort): void => {
      if (left) return
      const asking = createInquiry({ gossip, attesters: options.attesters.length, track: hooks.track })
      inquiry = asking
      hooks.onJoined(gossip)
      say({ type: 'mesh.joined' })
      gossip.onPeers((peers) => {
        if (left) return
        say({ type: 'mesh.peers', peers: peers.length })
        asking.greet(peers)
      })
    }
    const joining = options.joinGossip(validate, options.store.heads)
    const joined = joining.then(
      onJoined,
      (error) => !left && say({ type: 'mesh.failed', detail: messageOf(error) }),
    )
    void hooks.track(joined)
    receive(({ ranges }) => inquiry?.ask(ranges))

    return () => {
      left = true
      inquiry?.stop()
      hooks.onJoined(null)
      void hooks.track(joining.then((gossip) => gossip.close()).catch(() => undefined))
    }
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
