import type { Denial } from '../../../machines/follower/facts.ts'
import type { ReplaceInput, ReplaceOutcome } from '../../../machines/follower/outcomes.ts'
import { type BlockRef, blockOf } from '../../../machines/values.ts'
import type { PayloadStatus } from '../../ports/execution-client.ts'
import type { Answer } from '../../ports/trouble.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import { allOf } from '../answers.ts'
import { settleDoubt } from './command.ts'
import { type Desk, zeroHash } from './desk.ts'
import { commandOutcome } from './outcome.ts'
import { reduce, refused } from './reduce.ts'
import { notAbove } from './standing.ts'

/**
 * Puts the attested block in the place of ours. Ours is denied before the head moves, on the disk
 * first: whatever dies in between, no forkchoice leads back to it. Asked again, it goes on where it
 * was left, or says what it finds done.
 */
export async function replace(
  desk: Desk,
  { at, denied }: ReplaceInput,
  beforeDenying: (denial: Denial) => void,
): Promise<ReplaceOutcome> {
  const seen = await allOf([desk.block({ tag: 'latest' }), desk.block({ number: at.number })])
  if (seen.kind !== 'ok') return seen
  const [tip = null, standing = null] = seen.value
  if (tip === null) return refused('the client has no latest block')
  const deny = (left = denied) => {
    if (desk.denials.has(denied)) return
    const denial = { number: at.number, denied, replacement: at.hash }
    beforeDenying(denial)
    desk.denials.add(denial, left)
  }
  if (standing?.hash === at.hash) {
    deny()
    return { kind: 'replaced', head: blockOf(tip) }
  }
  const refusal = await importReduction(desk, { at, denied })
  if (refusal !== null) return refusal
  deny(standing?.hash === denied ? tip.hash : denied)
  return moveHead(desk, at)
}

type Refusal = Exclude<ReplaceOutcome, { kind: 'replaced' }>

/** Null when the client has the attested block, and it may be the next one above `safe`. */
async function importReduction(desk: Desk, { at, denied }: ReplaceInput): Promise<Refusal | null> {
  const trouble = await settleDoubt(desk)
  if (trouble !== null) return trouble
  const reduction = await reduce(desk, denied, at)
  if (reduction.kind !== 'ok') return reduction
  const { blockHash, parentHash } = reduction.value.payload
  if (blockHash !== at.hash)
    return notTheAttested(`${denied} reduces to ${blockHash}, attested is ${at.hash}`)
  const { safe } = desk.assertion
  if (safe?.hash !== parentHash)
    return refused(
      `not moved: the replacement stands on ${parentHash}, safe stands at ${safe?.hash ?? 'none'}`,
    )
  const answer = await desk.client.newPayload(reduction.value, desk.deadline())
  const refusal = importRefusal(answer, reduction.value)
  if (refusal?.kind === 'not-the-attested') desk.refused = at.hash
  return refusal
}

function importRefusal(answer: Answer<PayloadStatus>, { payload }: ExecutionPayloadEnvelope): Refusal | null {
  if (answer.kind !== 'ok') return answer
  const { status, validationError } = answer.value
  const why = `the client answers ${status} to the replacement ${payload.blockHash}: ${validationError ?? 'no reason given'}`
  if (status === 'VALID') return null
  return status === 'SYNCING' || status === 'ACCEPTED' ? refused(why) : notTheAttested(why)
}

/** `safe` stays at the parent: it is raised by a promotion, which is read back. */
async function moveHead(desk: Desk, at: BlockRef): Promise<ReplaceOutcome> {
  const { safe, finalized } = desk.assertion
  const own = finalized === null && safe !== null ? await desk.block({ tag: 'finalized' }) : null
  if (own !== null && own.kind !== 'ok') return own
  const state = {
    headBlockHash: at.hash,
    safeBlockHash: safe?.hash ?? zeroHash,
    finalizedBlockHash: finalized?.hash ?? (safe && own ? notAbove(own.value, safe) : zeroHash),
  }
  const outcome = commandOutcome(await desk.client.forkchoiceUpdated(state, null, desk.deadline()))
  switch (outcome.kind) {
    case 'valid':
      desk.awaitedHead = null
      return { kind: 'replaced', head: at }
    case 'invalid':
      return notTheAttested(`the client calls the replacement ${at.hash} invalid: ${outcome.detail}`)
    case 'syncing':
      return refused(`the client does not have the replacement ${at.hash} any more`)
    case 'forkchoice-refused':
      return refused(outcome.detail)
    case 'unknown':
      return { kind: 'timed-out', detail: outcome.detail }
    default:
      return outcome
  }
}

function notTheAttested(detail: string): Refusal {
  return { kind: 'not-the-attested', detail }
}
