import {
  consolidationQuestion,
  derivationQuestion,
  engineQuestion,
  l1Question,
  wantedHeads,
} from './questions.ts'
import type { FollowerMachineContext } from './setup.ts'

/** What the links are told, with the questions of now. */

type Scope = { readonly context: FollowerMachineContext }

export function toDerivation<Type extends 'ask' | 'look'>(type: Type) {
  return ({ context }: Scope) => ({ type, question: derivationQuestion(context) })
}

export function toConsolidation<Type extends 'ask' | 'look' | 'hurry'>(type: Type) {
  return ({ context }: Scope) => ({ type, question: consolidationQuestion(context) })
}

export function toL1<Type extends 'ask' | 'look'>(type: Type) {
  return ({ context }: Scope) => ({ type, question: l1Question(context) })
}

export function toEngine<Type extends 'ask' | 'look'>(type: Type) {
  return ({ context }: Scope) => ({ type, question: engineQuestion(context) })
}

export function toGossip({ context }: Scope) {
  return { type: 'heads.wanted' as const, question: wantedHeads(context) }
}
