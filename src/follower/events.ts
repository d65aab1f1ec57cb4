import type { Denial, Evidence } from '../../machines/follower/facts.ts'
import type { PromotionCause } from '../../machines/follower/outcomes.ts'
import type { Attestation, AttestationTopic, BlockRef } from '../../machines/values.ts'
import type { GossipVerdict } from '../ports/gossip.ts'

/** What an embedding program may listen to. */
export interface FollowerEvents {
  /** The client's `safe` was read back as this block. */
  readonly promoted: {
    readonly block: BlockRef
    readonly finalized: BlockRef | null
    readonly because: PromotionCause
  }
  /**
   * A block of ours gives way to its deposits-only replacement, and is denied with all that stands on
   * it. The client's head moves next; `promoted` follows when its `safe` is the replacement.
   */
  readonly denied: { readonly denial: Denial }
  /** The statechart moved; names as in the chart, substates behind a dot. */
  readonly state: { readonly from: string; readonly to: string }
  /** A statement of the trust policy passed validation. */
  readonly attestation: { readonly attestation: Attestation }
  /** What was said to a gossip message, and which peer handed it to us. */
  readonly verdict: {
    readonly topic: AttestationTopic
    readonly from: string
    readonly verdict: GossipVerdict
  }
  /** A contradiction was kept; `evidence.halts` says whether it stops promotion. */
  readonly evidence: { readonly evidence: Evidence }
  /** Nothing is promoted any more until somebody acknowledges this evidence. */
  readonly halted: { readonly evidence: Evidence }
  readonly acknowledged: { readonly evidenceId: string }
  /** The follower cannot go on: its facts cannot be kept, or a defect ended it. */
  readonly failed: { readonly error: unknown }
}

export interface Emitter<Events> {
  readonly on: <Type extends keyof Events>(type: Type, listener: (event: Events[Type]) => void) => () => void
  readonly emit: <Type extends keyof Events>(type: Type, event: Events[Type]) => void
}

/** Listeners are called in the order they came; one that throws does not keep the others from hearing. */
export function createEmitter<Events>(onDefect: (error: unknown) => void): Emitter<Events> {
  const listeners = new Map<keyof Events, Set<(event: never) => void>>()
  return {
    on: (type, listener) => {
      const heard = listeners.get(type) ?? new Set()
      listeners.set(type, heard.add(listener))
      return () => void heard.delete(listener)
    },
    emit: (type, event) => {
      for (const listener of listeners.get(type) ?? []) {
        try {
          listener(event as never)
        } catch (error) {
          onDefect(error)
        }
      }
    },
  }
}
