import { type ForkName, forkNames } from '../../../derive/forks.ts'

/** When a chain takes each fork, in seconds after its first block; one that is not named never comes. */
export type ForkDelays = Readonly<Partial<Record<ForkName, number>>>

/** What a fork takes over from L1, which op-geth wants to be told beside it. */
const takenFromL1: Readonly<Partial<Record<ForkName, string>>> = {
  canyon: 'shanghaiTime',
  ecotone: 'cancunTime',
  isthmus: 'pragueTime',
}

/** Both of our stock programs know the last fork by its former name. */
const nameOf = (fork: ForkName) => (fork === 'lagoon' ? 'interop' : fork)

/** Every fork up to this one from the first block on. */
export function forksThrough(last: ForkName): ForkDelays {
  return Object.fromEntries(forkNames.slice(0, forkNames.indexOf(last) + 1).map((fork) => [fork, 0]))
}

/** The keys of a rollup config. */
export function rollupForks(forks: ForkDelays, genesisTime: number): Readonly<Record<string, number>> {
  return Object.fromEntries(times(forks, genesisTime).map(([fork, time]) => [`${nameOf(fork)}_time`, time]))
}

/** The keys of a genesis of op-geth, which has never heard of Delta. */
export function genesisForks(forks: ForkDelays, genesisTime: number): Readonly<Record<string, number>> {
  const keys = times(forks, genesisTime).flatMap(([fork, time]) => {
    const l1Key = takenFromL1[fork]
    return [[`${nameOf(fork)}Time`, time] as const, ...(l1Key === undefined ? [] : [[l1Key, time] as const])]
  })
  return Object.fromEntries(keys.filter(([key]) => key !== 'deltaTime'))
}

/** What is there from the first block on has always been there, as genesis files say it. */
function times(forks: ForkDelays, genesisTime: number): readonly (readonly [ForkName, number])[] {
  return forkNames.flatMap((fork) => {
    const delay = forks[fork]
    return delay === undefined ? [] : [[fork, delay === 0 ? 0 : genesisTime + delay] as const]
  })
}
