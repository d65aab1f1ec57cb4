import type { FollowerMachineInput } from '../../../machines/follower/setup.ts'
import type { Alphabet } from './alphabet.ts'
import { canonical, derived, l1, labels, readBack } from './saying.ts'
import { attests, block, genesis, honest, viewX } from './world.ts'

/**
 * The world is explored whole, chapter by chapter: each is an alphabet small enough to be
 * exhausted, and together they hold everything that can be said to the follower.
 */
export interface Chapter {
  readonly alphabet: Alphabet
  readonly input: FollowerMachineInput
}

/** One honest attester and a world in which everything works; each chapter says what is different. */
export const calm: Omit<Alphabet, 'name'> = {
  statements: [attests(honest, block(1, 'a'), viewX)],
  derivations: (context) => [derived(context, block(1, 'a'))],
  consolidations: () => [],
  l1Readings: [l1(null)],
  engineReadings: (context) => [labels(context, context.crossSafe ?? genesis)],
  examineOutcomes: () => [{ kind: 'derived', views: canonical }],
  commandOutcomes: [{ kind: 'valid' }],
  readBacks: (context) => [readBack(context, context.pending?.safe ?? null)],
  replaceOutcomes: [],
  acknowledges: false,
  overdue: true,
  defects: false,
}
