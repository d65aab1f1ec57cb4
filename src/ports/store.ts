import type { PendingPromotion } from '../../machines/follower/context.ts'
import type { Evidence, Fact, FollowerFacts } from '../../machines/follower/facts.ts'
import type { Address, Attestation, BlockRef, Hash, L1View } from '../../machines/values.ts'
import type { HeadsSource } from './gossip.ts'

/** One line of the journal, as `evidence` and support read it. */
export interface JournalLine {
  readonly sequence: number
  readonly atMs: number
  readonly fact: Fact
}

/** Evidence as it is shown and exported: with the raw signed bytes of each statement, hex. */
export interface EvidenceBundle {
  readonly evidence: Evidence
  readonly recordedAtMs: number
  readonly acknowledgedAtMs: number | null
  readonly raw: readonly { readonly digest: Hash; readonly topic: string; readonly bytes: `0x${string}` }[]
}

/**
 * The follower's facts on disk. Synchronous on purpose: a fact is durable before the next
 * line of code runs, so that no command can overtake the record of its intent.
 * Throws `StoreError` when the disk fails; nothing can be promised after that.
 */
export interface FollowerStorePort {
  readonly load: () => FollowerFacts
  readonly record: (fact: Fact) => void
  /**
   * Before a forkchoice is sent; confirmed by a `promoted` fact, overwritten by the next intent, but
   * not by one that raises nothing while this one may have taken effect above it.
   */
  readonly recordIntent: (promotion: PendingPromotion) => void
  /**
   * Idempotent by (signer, number, hash); a newer copy replaces the view. Bounded by rows and bytes.
   * Survives a power cut from the next fact or intent on; the death of the process at once.
   */
  readonly saveAttestation: (attestation: Attestation, raw: Uint8Array) => void
  /** The signed message of the blocks topic in which this block was attested, while it is kept. */
  readonly attestedBlock: (block: BlockRef) => Uint8Array | null
  /** The newest signed head of each signer and height that is kept, which is back to our finalized at most. */
  readonly heads: HeadsSource
  readonly evidence: () => readonly EvidenceBundle[]
  readonly journal: (limit: number) => readonly JournalLine[]
  readonly close: () => void
}

/** What the attester meant to sign and what it signed (design §4: the intent is stored first). */
export interface SigningIntent extends BlockRef {
  readonly l1View: L1View
}

export interface SignedHead extends SigningIntent {
  readonly signer: Address
  readonly issuedAtMs: number
}

export interface AttesterStorePort {
  /** The intents stored for one height, oldest first. */
  readonly intentsAt: (number: number) => readonly SigningIntent[]
  readonly recordIntent: (intent: SigningIntent) => void
  /** With the bytes as they are published; a head that is said again replaces its older copy. */
  readonly recordSigned: (head: SignedHead, message: Uint8Array) => void
  readonly newestSigned: () => SignedHead | null
  /** The highest block up to which every height was signed, among the newest so many; the newest when none is missing. */
  readonly signedThrough: (limitBlocks: number) => BlockRef | null
  /** What was signed lately, bounded by rows and age. */
  readonly heads: HeadsSource
  /** Intents at and below this height were dropped for room: such heights are never signed again. */
  readonly forgottenUpTo: () => number | null
  readonly close: () => void
}
