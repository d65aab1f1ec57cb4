import type { RollupConfig, UnknownFork } from './config/rollup-config.ts'

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

/** By the time of an L2 block or of an L1 origin: each rule says which of them it goes by. */
export function isActive(forks: ForkTimes, name: ForkName, time: number): boolean {
  const activation = forks[name]
  return activation !== null && time >= activation
}

/** Whether the block at this time is the first under the fork. The genesis block has no parent and is none. */
export function activatesAt(forks: ForkTimes, name: ForkName, parentTime: number, time: number): boolean {
  return isActive(forks, name, time) && !isActive(forks, name, parentTime)
}

/** The first fork active at this time of which this version knows the name and the time only. */
export function unknownForkAt(
  { unknownForks }: Pick<RollupConfig, 'unknownForks'>,
  time: number,
): UnknownFork | null {
  const active = unknownForks.filter((fork) => time >= fork.time)
  return active.toSorted((a, b) => a.time - b.time)[0] ?? null
}
