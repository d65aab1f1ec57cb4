import type { CommandOutcome } from '../../../machines/follower/outcomes.ts'
import { type BlockRef, type Hash, sameBlock } from '../../../machines/values.ts'
import type { BlockHeader } from '../../ports/execution-client.ts'
import type { Answer } from '../../ports/trouble.ts'
import type { Admission } from './admission.ts'
import { type Desk, zeroHash } from './desk.ts'

export type Admitted = Extract<Admission, { kind: 'admitted' }>

/** What a command's forkchoice stands on. */
export interface Ground {
  readonly kind: 'ground'
  readonly head: Hash
  readonly finalized: Hash
}

type Found = Answer<BlockHeader | null>

/**
 * The unsafe tip as head, because some clients ignore labels under an older one, and every block
 * of the command below it: ancestry without a walk. `safe` itself is always looked up; blocks
 * below it only where no hash places them there already. All looks are one wave, because between
 * an attestation and `safe` every further one would be waited for.
 */
export async function findGround(desk: Desk, admitted: Admitted): Promise<Ground | CommandOutcome> {
  const { safe, finalized } = admitted
  const wanted = [safe, ...toLookUp(desk, admitted)]
  const [latest, own, ...found] = await Promise.all([
    desk.block({ tag: 'latest' }),
    finalized === null ? desk.block({ tag: 'finalized' }) : notAsked,
    ...wanted.map(({ number }) => desk.block({ number })),
  ])
  const objection =
    wanted.map((block, index) => objectionTo(block, found[index]!)).find((it) => it !== null) ??
    parentObjection(admitted, found[0]!)
  if (objection !== null) return objection
  if (latest.kind !== 'ok') return latest
  if (own.kind !== 'ok') return own
  if (latest.value === null) return { kind: 'syncing' }
  const standing = own.value !== null && own.value.number <= safe.number ? own.value.hash : zeroHash
  return { kind: 'ground', head: latest.value.hash, finalized: finalized?.hash ?? standing }
}

const notAsked: Found = { kind: 'ok', value: null }

/**
 * A parent is named by its child. And a finalized block that the client took below the safe block
 * it stands at now is below whatever stands on that: hashes name their ancestors for ever.
 */
function toLookUp({ taken }: Desk, { safe, finalized, onTopOf }: Admitted): readonly BlockRef[] {
  const restsOnTaken = sameBlock(onTopOf, taken?.safe ?? null)
  const isPlaced = restsOnTaken && sameBlock(finalized, taken?.finalized ?? null)
  const isNamed = onTopOf === null || sameBlock(onTopOf, safe) || isParentHeight(onTopOf, safe)
  return [isNamed ? null : onTopOf, isPlaced ? null : finalized].filter((block) => block !== null)
}

function isParentHeight(parent: BlockRef, child: BlockRef): boolean {
  return parent.number + 1 === child.number
}

function objectionTo({ number, hash }: BlockRef, found: Found): CommandOutcome | null {
  if (found.kind !== 'ok') return found
  if (found.value === null) return { kind: 'syncing' }
  return found.value.hash === hash ? null : differs(number, found.value.hash, hash)
}

function parentObjection({ safe, onTopOf }: Admitted, found: Found): CommandOutcome | null {
  if (onTopOf === null || !isParentHeight(onTopOf, safe)) return null
  if (found.kind !== 'ok' || found.value === null) return null
  const { parentHash } = found.value
  return parentHash === onTopOf.hash ? null : differs(onTopOf.number, parentHash, onTopOf.hash)
}

function differs(number: number, seen: Hash, expected: Hash): CommandOutcome {
  return {
    kind: 'forkchoice-refused',
    detail: `not sent: the client has ${seen} at ${number}, expected ${expected}`,
  }
}
