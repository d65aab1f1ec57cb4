import type { ForkName } from '../../../src/derive/forks.ts'

/** Forks whose blocks a payload can carry, oldest first. */
export const payloadForks = [
  'ecotone',
  'fjord',
  'granite',
  'holocene',
  'isthmus',
  'jovian',
  'karst',
  'lagoon',
] as const satisfies readonly ForkName[]

export type PayloadFork = (typeof payloadForks)[number]
