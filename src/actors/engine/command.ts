import type { CommandInput, CommandOutcome } from '../../../machines/follower/outcomes.ts'
import { sameBlock } from '../../../machines/values.ts'
import type { Trouble } from '../../ports/trouble.ts'
import { admit } from './admission.ts'
import { type Assertion, abandoned, certain, doubted, observed } from './assertion.ts'
import type { Desk } from './desk.ts'
import { type Admitted, findGround } from './ground.ts'
import { readLabels } from './labels.ts'
import { commandOutcome } from './outcome.ts'

/** Carries out one command of the machine in its turn: check, one forkchoice, and what follows from its answer. */
export async function carryOut(
  desk: Desk,
  input: CommandInput,
  beforeSending: () => void = () => {},
): Promise<CommandOutcome> {
  const trouble = await settleDoubt(desk)
  if (trouble !== null) return trouble
  const admission = admit(desk.assertion, input)
  if (admission.kind === 'refused') return { kind: 'forkchoice-refused', detail: admission.detail }
  const looking = findGround(desk, admission)
  // The intent goes to the disk while the client looks: both take their time.
  beforeSending()
  const ground = await looking
  if (ground.kind !== 'ground') return ground
  const state = {
    headBlockHash: ground.head,
    safeBlockHash: admission.safe.hash,
    finalizedBlockHash: ground.finalized,
  }
  const outcome = commandOutcome(await desk.client.forkchoiceUpdated(state, null, desk.deadline()))
  desk.assertion = concluded(desk.assertion, admission, outcome)
  if (outcome.kind === 'valid') desk.taken = admission
  return outcome
}

/** A new command may rest on the last one only when it is known what became of that. */
export async function settleDoubt(desk: Desk): Promise<Trouble | null> {
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
