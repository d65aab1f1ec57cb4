import type { CommandInput, CommandOutcome } from '../../../machines/follower/outcomes.ts'
import { type BlockRef, type Hash, sameBlock } from '../../../machines/values.ts'
import type { BlockHeader } from '../../ports/execution-client.ts'
import type { Answer, Trouble } from '../../ports/trouble.ts'
import { type Admission, admit } from './admission.ts'
import { type Assertion, abandoned, certain, doubted, observed } from './assertion.ts'
import { type Desk, zeroHash } from './desk.ts'
import { readLabels } from './labels.ts'
import { commandOutcome } from './outcome.ts'

type Admitted = Extract<Admission, { kind: 'admitted' }>

/** Carries out one command of the machine in its turn: check, one forkchoice, and what follows from its answer. */
export async function carryOut(desk: Desk, input: CommandInput): Promise<CommandOutcome> {
  const trouble = await settleDoubt(desk)
  if (trouble !== null) return trouble
  const admission = admit(desk.assertion, input)
  if (admission.kind === 'refused') return { kind: 'forkchoice-refused', detail: admission.detail }
  const ground = await findGround(desk, admission)
  if (ground.kind !== 'ground') return ground
  const state = {
    headBlockHash: ground.head,
    safeBlockHash: admission.safe.hash,
    finalizedBlockHash: ground.finalized,
  }
  const outcome = commandOutcome(await desk.client.forkchoiceUpdated(state, null, desk.deadline()))
  desk.assertion = concluded(desk.assertion, admission, outcome)
  return outcome
}

/** A new command may rest on the last one only when it is known what became of that. */
async function settleDoubt(desk: Desk): Promise<Trouble | null> {
  const { doubt, safe } = desk.assertion
  if (doubt === null || safe === null) return null
  const [labels, standing] = await Promise.all([readLabels(desk.block), desk.block({ number: safe.number })])
  if (labels.kind !== 'ok') return labels
  if (standing.kind !== 'ok') return standing
  const leftTheChain = standing.value !== null && standing.value.hash !== safe.hash
  desk.assertion = observed(desk.assertion, labels.value)
  if (leftTheChain) desk.assertion = abandoned(desk.assertion)
  return null
}

type Ground = { readonly kind: 'ground'; readonly head: Hash; readonly finalized: Hash }

/**
 * The unsafe tip as head, because some clients ignore labels under an older one, and every block
 * of the command found on the canonical chain below it: ancestry without a walk.
 */
async function findGround(desk: Desk, admitted: Admitted): Promise<Ground | CommandOutcome> {
  const { safe, finalized, onTopOf } = admitted
  const wanted = [safe, finalized, onTopOf].filter((block) => block !== null)
  const [latest, own, ...found] = await Promise.all([
    desk.block({ tag: 'latest' }),
    desk.block({ tag: 'finalized' }),
    ...wanted.map(({ number }) => desk.block({ number })),
  ])
  const objection = wanted.map((block, index) => objectionTo(block, found[index]!)).find((it) => it !== null)
  if (objection !== undefined) return objection
  if (latest.kind !== 'ok') return latest
  if (own.kind !== 'ok') return own
  if (latest.value === null) return { kind: 'syncing' }
  const standing = own.value !== null && own.value.number <= safe.number ? own.value.hash : zeroHash
  return { kind: 'ground', head: latest.value.hash, finalized: finalized?.hash ?? standing }
}

function objectionTo({ number, hash }: BlockRef, found: Answer<BlockHeader | null>): CommandOutcome | null {
  if (found.kind !== 'ok') return found
  if (found.value === null) return { kind: 'syncing' }
  if (found.value.hash === hash) return null
  return {
    kind: 'forkchoice-refused',
    detail: `not sent: the client has ${found.value.hash} at ${number}, expected ${hash}`,
  }
}

function concluded(assertion: Assertion, target: Admitted, outcome: CommandOutcome): Assertion {
  switch (outcome.kind) {
    case 'valid':
      return certain(target)
    case 'unknown':
    case 'syncing':
      return doubted(assertion, target)
    case 'unreachable':
    case 'unauthorized':
      return assertion
    default:
      // A refusal settles a doubt about the same block: the client was just read, and did not show it.
      return sameBlock(assertion.safe, target.safe) ? abandoned(assertion) : assertion
  }
}
