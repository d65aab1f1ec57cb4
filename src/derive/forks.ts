/** The forks of the OP Stack, oldest first. `lagoon` was called `interop` before. */
export const forkNames = [
  'regolith',
  'canyon',
  'delta',
  'ecotone',
  'fjord',
  'granite',
  'holocene',
  'isthmus',
  'jovian',
  'karst',
  'lagoon',
] as const

export type ForkName = (typeof forkNames)[number]

/** Unix seconds from which on a fork is active; null is never. Bedrock is active always. */
export type ForkTimes = Readonly<Record<ForkName, number | null>>
