/**
 * Where execution clients differ and a follower must not care. The names are shared with the
 * contract suite, which expects each of them of the client that claims it.
 */
export interface Personality {
  readonly name: string
  /** A forkchoice without attributes whose head is an ancestor of the tip. */
  readonly olderHead: 'sets-labels-only' | 'ignored' | 'moves-head'
  /** A zero hash for `safe` or `finalized`. */
  readonly zeroLabel: 'unchanged' | 'genesis'
  /** Whether a forkchoice that is refused for its `safe` has moved the head already. */
  readonly refusedSafe: 'moves-head' | 'changes-nothing'
  /** The JSON-RPC code for a `safe` above the head. */
  readonly safeAboveHead: number
  /** The JSON-RPC code for a payload that was never begun. */
  readonly unknownPayload: number
  /** Asking for a label that was never set. */
  readonly labelNeverSet: 'null' | 'error'
  /** What stands as `safe` when the process comes back. */
  readonly safeAfterRestart: 'finalized' | 'kept'
}

export const geth: Personality = {
  name: 'geth',
  olderHead: 'sets-labels-only',
  zeroLabel: 'unchanged',
  refusedSafe: 'moves-head',
  safeAboveHead: -38_002,
  unknownPayload: -38_001,
  labelNeverSet: 'error',
  safeAfterRestart: 'finalized',
}

export const reth: Personality = {
  name: 'reth',
  olderHead: 'ignored',
  zeroLabel: 'unchanged',
  refusedSafe: 'moves-head',
  safeAboveHead: -38_002,
  unknownPayload: -38_001,
  labelNeverSet: 'null',
  safeAfterRestart: 'kept',
}
