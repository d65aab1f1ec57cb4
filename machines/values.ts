/** 32-byte hash as lower-case 0x-prefixed hex. */
export type Hash = `0x${string}`

/** 20-byte address as lower-case 0x-prefixed hex. */
export type Address = `0x${string}`

/** A block by height and hash. Heights are plain numbers: machine values must survive JSON. */
export interface BlockRef {
  readonly number: number
  readonly hash: Hash
}

/**
 * What the node's own derivation says. Never assignable to {@link CrossSafe}:
 * copying one into the other is how followers of the past over-promised.
 */
export interface LocalSafe extends BlockRef {
  readonly level: 'local-safe'
}

/** What was attested and derived, and is therefore the client's `safe`. */
export interface CrossSafe extends BlockRef {
  readonly level: 'cross-safe'
}

/** The L1 block up to which an attester had looked when it decided. */
export interface L1View {
  readonly number: number
  readonly hash: Hash
}

/** What our own L1 node says of a view: `ahead` is above its latest block, so nothing is known yet. */
export type L1ViewStatus = 'canonical' | 'orphaned' | 'ahead'

/** The two topics of design §4; the draft's carries whole blocks, ours carries heads. */
export type AttestationTopic = 'cross-safe-blocks' | 'cross-safe-heads'

/** One signed statement: "I verified that this block is cross-safe". Signature and bounds already checked. */
export interface Attestation extends BlockRef {
  readonly signer: Address
  /** Absent on the blocks topic, whose body has no room for it: such a statement never moves finality and never halts. */
  readonly l1View: L1View | null
  /** When the attester signed, in Unix milliseconds; absent on the blocks topic. */
  readonly issuedAtMs: number | null
  readonly topic: AttestationTopic
  /** The signing hash: under it the store keeps the raw signed bytes. */
  readonly digest: Hash
}

/** The bare block, without the level that it was promoted or derived to. */
export function blockOf({ number, hash }: BlockRef): BlockRef {
  return { number, hash }
}

export function localSafe({ number, hash }: BlockRef): LocalSafe {
  return { level: 'local-safe', number, hash }
}

export function crossSafe({ number, hash }: BlockRef): CrossSafe {
  return { level: 'cross-safe', number, hash }
}

export function sameBlock(a: BlockRef | null, b: BlockRef | null): boolean {
  return a !== null && b !== null && a.number === b.number && a.hash === b.hash
}
