import type { Denial } from '../../../machines/follower/facts.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { Trouble } from '../../ports/trouble.ts'
import type { Desk } from './desk.ts'
import { sendLabelled } from './labelled.ts'
import { reduce, refused } from './reduce.ts'
import { unsaid } from './standing.ts'

/**
 * A client that was killed may come back to a denied branch, and without the replacement it had: what it
 * wrote last is lost. Its rollup node cannot lead it away, because a reset goes to the head that the client
 * names. So the decision that stands is carried out again. Null when the client is on no denied branch.
 */
export async function restoreReplacement(desk: Desk): Promise<Trouble | null> {
  const head = await desk.block({ tag: 'latest' })
  if (head.kind !== 'ok') return head
  const verdict = head.value === null ? null : await desk.denials.of(head.value.hash)
  if (verdict === null || (verdict.kind === 'ok' && verdict.value !== 'denied')) return null
  if (verdict.kind !== 'ok') return verdict
  const denial = await desk.denials.lowestStanding()
  if (denial.kind !== 'ok') return denial
  if (denial.value === null) return refused('the client left the denied branch meanwhile')
  return (await haveReplacement(desk, denial.value)) ?? moveHead(desk, replacementOf(denial.value))
}

async function haveReplacement(desk: Desk, denial: Denial): Promise<Trouble | null> {
  const held = await desk.block({ hash: denial.replacement })
  if (held.kind !== 'ok') return held
  return held.value === null ? importAgain(desk, denial) : null
}

/** It was compared with the attested block once, and is again: another block than that one helps nobody. */
async function importAgain(desk: Desk, denial: Denial): Promise<Trouble | null> {
  const { denied, replacement } = denial
  const reduction = await reduce(desk, denied, replacementOf(denial))
  if (reduction.kind !== 'ok') return reduction
  const { blockHash } = reduction.value.payload
  if (blockHash !== replacement) return refused(`${denied} reduces to ${blockHash}, expected ${replacement}`)
  const answer = await desk.client.newPayload(reduction.value, desk.deadline())
  if (answer.kind !== 'ok') return answer
  const { status, validationError } = answer.value
  if (status === 'VALID') return null
  return refused(`the client answers ${status} to ${replacement}: ${validationError ?? 'no reason given'}`)
}

async function moveHead(desk: Desk, { hash }: BlockRef): Promise<Trouble | null> {
  const send = (state: Parameters<Desk['client']['forkchoiceUpdated']>[0]) =>
    desk.client.forkchoiceUpdated(state, null, desk.deadline())
  const answer = await sendLabelled(desk, { headBlockHash: hash, ...unsaid }, send)
  if (answer.kind !== 'ok') return answer
  const { status } = answer.value.payloadStatus
  return status === 'VALID' ? null : refused(`the client answers ${status} to the head ${hash}`)
}

function replacementOf({ number, replacement }: Denial): BlockRef {
  return { number, hash: replacement }
}
