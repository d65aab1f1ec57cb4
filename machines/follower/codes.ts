/**
 * Every reason why the next block cannot be promoted, with its meaning in one line.
 * The same codes stand in `explain`, in metrics, in `/readyz`, in log lines, and name the runbooks.
 */
export const blockerMeanings = {
  'halt/mismatch': 'a counted attestation contradicts what this node derived',
  'halt/equivocation': 'attesters contradicted themselves and the trust policy cannot be met without them',
  'halt/below-finalized': 'the derived chain moved away below the block we finalized',

  'engine/not-read': 'the execution client has not answered yet',
  'engine/unreachable': 'the execution client cannot be reached',
  'engine/timed-out': 'the execution client answers too slowly',
  'engine/unauthorized': 'the execution client refuses our JWT',
  'engine/malformed': 'the execution client answers what the Engine API does not allow',
  'engine/refused': 'the execution client refuses the call as such',
  'engine/syncing': 'the execution client is syncing',
  'engine/behind': 'the execution client lost the cross-safe block and has not come back to it',
  'engine/invalid': 'the execution client calls the promotion invalid',
  'engine/forkchoice-refused': 'the execution client refuses this safe block under its head',
  'engine/unconfirmed': 'the promotion was sent but the client never showed it',
  'engine/foreign-writer': 'somebody else moves the safe label of this execution client',

  'derivation/not-read': 'no rollup node has answered yet',
  'derivation/unreachable': 'a rollup node cannot be reached',
  'derivation/timed-out': 'a rollup node answers too slowly',
  'derivation/unauthorized': 'a rollup node refuses our request',
  'derivation/malformed': 'a rollup node answers what optimism_syncStatus does not allow',
  'derivation/refused': 'a rollup node refuses the call as such',
  'derivation/sources-differ': 'the rollup nodes do not lie on one chain with our execution client',
  'derivation/behind': 'the next attested block is not derived yet',
  'derivation/not-derived': 'the attested block moved while it was examined',
  'derivation/contradicts':
    'our derivation has another block there, which is not proven against a final L1 view yet',
  'derivation/withdrawing': 'another block was derived at the height of the cross-safe head',

  'consolidation/behind': 'the next attested block is derived, and not rebuilt from L1 yet',
  'consolidation/differs': 'our next block is not what its parent and L1 make of it',
  'consolidation/origin-orphaned': 'our chain rests on an L1 block that is no longer canonical',
  'consolidation/origin-ahead': 'our next block rests on an L1 block that our L1 node has not reached',
  'consolidation/unknown-fork': 'a fork is active at our next block that this version does not know',
  'consolidation/underivable': 'L1 holds something from which no block can be derived',
  'consolidation/unreachable': 'what blocks are rebuilt from cannot be reached',
  'consolidation/timed-out': 'what blocks are rebuilt from is answered too slowly',
  'consolidation/unauthorized': 'what blocks are rebuilt from is refused to us',
  'consolidation/malformed': 'what blocks are rebuilt from does not decode, or does not match its hash',
  'consolidation/refused': 'what blocks are rebuilt from is not given',

  'replacement/not-built': 'our block differs from the attested one, and its reduction could not be built',
  'replacement/node-not-reset': 'the rollup node still stands on the branch that was replaced',
  'replacement/derivation-waits':
    'local-safe stands at the replacement, and what follows on L1 does not fit it',
  'replacement/lost': 'the execution client lost the replacement and has not come back to it',

  'l1/not-read': 'the L1 node has not answered yet',
  'l1/unreachable': 'the L1 node cannot be reached',
  'l1/timed-out': 'the L1 node answers too slowly',
  'l1/unauthorized': 'the L1 node refuses our request',
  'l1/malformed': 'the L1 node answers what eth_getBlockByNumber does not allow',
  'l1/refused': 'the L1 node refuses the call as such',
  'l1/view-orphaned': 'the block was attested under an L1 view that is no longer canonical',
  'l1/view-ahead': 'the block was attested under an L1 view that our L1 node has not reached',

  'attestation/missing': 'no attestation above the cross-safe head',
  'attestation/overdue': 'no attestation for longer than the deadline',
  'attestation/gap': 'the attested chain differs from ours, and from which height on is not known yet',
  'attestation/quorum-missing': 'too few attesters agree on a block',
  'attestation/quorum-split': 'attesters name different blocks at one height',

  'gossip/no-peers': 'no peer of the attestation mesh is connected',
  'gossip/down': 'the gossip node does not run',

  defect: 'a part of op-follower failed in a way nobody planned for',
} as const

export type BlockerCode = keyof typeof blockerMeanings

export const blockerCodes = Object.keys(blockerMeanings) as readonly BlockerCode[]
