import { type ForkName, forkNames } from '../../../src/derive/forks.ts'

/** Forks whose blocks a payload can carry: Ecotone and what came after. */
export type PayloadFork = Exclude<ForkName, 'regolith' | 'canyon' | 'delta'>

export const payloadForks = forkNames.slice(forkNames.indexOf('ecotone')) as readonly PayloadFork[]
