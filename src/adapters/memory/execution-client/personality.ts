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
  /** The JSON-RPC code for a `safe` above the head, or beside it. */
  readonly safeAboveHead: number
  /** The JSON-RPC code for a payload that was never begun. */
  readonly unknownPayload: number
  /** Asking for a label that was never set. */
  readonly labelNeverSet: 'null' | 'error'
  /** What OP puts into payload attributes: transactions, gas limit, fee parameters. */
  readonly opAttributes: 'followed' | 'refused'
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
  opAttributes: 'followed',
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
  opAttributes: 'followed',
  safeAfterRestart: 'kept',
}

/** Not an OP client, but a real one that a test can start anywhere, and in some points the strictest. */
export const ethereumjs: Personality = {
  name: 'ethereumjs',
  olderHead: 'moves-head',
  zeroLabel: 'genesis',
  refusedSafe: 'changes-nothing',
  safeAboveHead: -32_602,
  unknownPayload: -32_001,
  labelNeverSet: 'null',
  opAttributes: 'refused',
  safeAfterRestart: 'finalized',
}
