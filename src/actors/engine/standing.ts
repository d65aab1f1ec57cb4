import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { BlockHeader, ForkchoiceState } from '../../ports/execution-client.ts'
import type { Answer } from '../../ports/trouble.ts'
import { allOf } from '../answers.ts'
import { zeroHash } from './desk.ts'
import type { ReadBlock } from './labels.ts'

export type LabelHashes = Pick<ForkchoiceState, 'safeBlockHash' | 'finalizedBlockHash'>

/** The labels as the client has them; null where it never had one. */
export interface Standing {
  readonly safe: BlockHeader | null
  readonly finalized: BlockHeader | null
}

export async function readStanding(block: ReadBlock): Promise<Answer<Standing>> {
  const labels = await allOf([block({ tag: 'safe' }), block({ tag: 'finalized' })])
  if (labels.kind !== 'ok') return labels
  const [safe = null, finalized = null] = labels.value
  return { kind: 'ok', value: { safe, finalized } }
}

/** To say them again, where a zero hash would reset a label on some clients. */
export function hashesOf({ safe, finalized }: Standing): LabelHashes {
  return { safeBlockHash: safe?.hash ?? zeroHash, finalizedBlockHash: finalized?.hash ?? zeroHash }
}

/** Leaves the labels as they are, by the Engine API; some clients reset a label by it. */
export const unsaid: LabelHashes = hashesOf({ safe: null, finalized: null })

export function notAbove(finalized: BlockRef | null, safe: BlockRef): Hash {
  return finalized !== null && finalized.number <= safe.number ? finalized.hash : zeroHash
}
