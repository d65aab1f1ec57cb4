import type { BlockerCode } from '../../machines/follower/codes.ts'

/** The part of the follower that a code is about. */
export type Area = (typeof areas)[number]

export const areas = [
  'halt',
  'engine',
  'derivation',
  'consolidation',
  'replacement',
  'l1',
  'attestation',
  'gossip',
  'defect',
] as const

export function areaOf(code: BlockerCode): Area {
  return areas.find((area) => code === area || code.startsWith(`${area}/`)) ?? 'defect'
}

/** What happens next without anybody's help, or what is needed when nothing does. */
export function prospect(code: BlockerCode): string {
  return byCode[code] ?? byArea[areaOf(code)]
}

const byArea: Readonly<Record<Area, string>> = {
  halt: 'stays halted until an operator acknowledges the evidence',
  engine: 'the execution client is asked again, after a growing pause',
  derivation: 'the rollup node is asked again, after a growing pause',
  consolidation: 'what blocks are rebuilt from is asked again, after a growing pause',
  replacement: 'the block is examined again, after a growing pause',
  l1: 'the L1 node is asked again, after a growing pause',
  attestation: 'goes on with the next attestation that fits',
  gossip: 'static peers are dialled again, after a growing pause',
  defect: 'the failed part is started again, after a growing pause',
}

const byCode: Readonly<Partial<Record<BlockerCode, string>>> = {
  'engine/syncing': 'goes on when the execution client has synced',
  'engine/behind': 'cross-safe is asserted again when the client reaches it',
  'engine/invalid': 'the block is examined again later, and never sent in a loop',
  'engine/forkchoice-refused':
    'other attested blocks are tried meanwhile, this one again with the client’s new head',
  'engine/unconfirmed': 'the label is read again, then the promotion is sent once more',
  'engine/foreign-writer': 'nothing is promoted below that safe; stop the other writer',
  'derivation/sources-differ': 'goes on when the rollup nodes agree again',
  'derivation/behind': 'promotes in one step when local-safe gets there',
  'derivation/not-derived': 'examined again when derivation has settled',
  'derivation/contradicts': 'becomes a halt if L1 proves it, else goes away with the next attestation',
  'derivation/withdrawing': 'the head is looked at twice, then withdrawn to the newest that stands',
  'consolidation/behind': 'promotes in one step when the rebuilding gets there',
  'consolidation/differs': 'what lies below it is promoted; the block is rebuilt again after a growing pause',
  'consolidation/origin-orphaned': 'goes on when the chain is derived anew from the L1 that stands',
  'consolidation/origin-ahead': 'goes on when our L1 node reaches that block',
  'consolidation/underivable': 'the block is rebuilt again, after a growing pause',
  'consolidation/unknown-fork': 'stands before the fork until a version that knows it is installed',
  'replacement/not-built': 'our block is examined and reduced again, after a growing pause',
  'replacement/node-not-reset':
    'its next forkchoice with a denied head is refused, at which a rollup node resets by itself',
  'replacement/derivation-waits': 'promotes in one step when batches of the replaced chain are on L1',
  'replacement/lost': 'the replacement is asserted again when the client has it back',
  'l1/view-orphaned': 'waits for the attester to repeat the block under the new L1 chain',
  'l1/view-ahead': 'goes on when our L1 node reaches that block',
  'attestation/missing': 'promotes as soon as a block is attested',
  'attestation/overdue': 'goes on waiting; look at the attester',
  'attestation/gap': 'the search goes on with every head that a peer hands over',
  'attestation/quorum-missing': 'promotes when enough attesters name the block',
  'attestation/quorum-split': 'goes on when the attesters agree at a higher block',
}
