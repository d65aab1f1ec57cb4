import type { BlockRef, Hash } from '../../../machines/values.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import { isReductionOf } from './attested-payload.ts'
import { build } from './build.ts'
import type { Desk } from './desk.ts'
import type { ReduceInput } from './engine.ts'
import { hasDepositsOnly, reductionAttributes } from './reduction.ts'

/** The answer to whoever compares: nothing of it stays but the built block, for the replacement that may follow. */
export async function reductionHash(
  desk: Desk,
  { ours, parent, attested }: ReduceInput,
): Promise<Answer<Hash>> {
  const reduction = await reduce(desk, ours.hash, attested)
  if (reduction.kind !== 'ok') return reduction
  const { blockHash, parentHash } = reduction.value.payload
  if (parentHash === parent.hash) return { kind: 'ok', value: blockHash }
  return refused(`our block ${ours.hash} stands on ${parentHash}, expected ${parent.hash}`)
}

/**
 * A block of ours with nothing but its deposits: itself when it has nothing else, the attested block when
 * we hold that and it is just that, or else built on its parent.
 */
export async function reduce(
  desk: Desk,
  ours: Hash,
  attested: BlockRef,
): Promise<Answer<ExecutionPayloadEnvelope>> {
  if (desk.reduced?.ours === ours) return { kind: 'ok', value: desk.reduced.reduction }
  const whole = await desk.client.payload(ours, desk.deadline())
  if (whole.kind !== 'ok') return whole
  if (whole.value === null) return refused(`the client does not have our block ${ours} any more`)
  if (hasDepositsOnly(whole.value.payload)) return { kind: 'ok', value: whole.value }
  const held = attested.hash === desk.refused ? null : desk.attestedPayload(attested)
  if (held !== null && isReductionOf(whole.value, held)) return { kind: 'ok', value: held }
  const built = await buildReduction(desk, whole.value)
  if (built.kind === 'ok') desk.reduced = { ours, reduction: built.value }
  return built
}

async function buildReduction(
  desk: Desk,
  ours: ExecutionPayloadEnvelope,
): Promise<Answer<ExecutionPayloadEnvelope>> {
  const { blockHash, blockNumber, parentHash, extraData } = ours.payload
  const attributes = reductionAttributes(ours)
  if (attributes === null)
    return refused(`our block ${blockHash} has extra data of no known fork: ${extraData}`)
  const parent = await desk.block({ number: blockNumber - 1 })
  if (parent.kind !== 'ok') return parent
  // Under a head off its chain the client would move, and its labels with it.
  if (parent.value?.hash !== parentHash)
    return refused(`the parent ${parentHash} of our block ${blockHash} is not on the client's chain any more`)
  return build(desk, { parent: parentHash, attributes, version: ours.version })
}

export function refused(detail: string): Trouble {
  return { kind: 'refused', code: -32_000, detail }
}
