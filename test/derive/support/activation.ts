import type { Attributes } from '../../../src/derive/attributes/attributes.ts'
import { attributesOf } from '../../../src/derive/attributes/attributes-of.ts'
import { type ForkName, forkNames } from '../../../src/derive/forks.ts'
import type { Rules } from '../../../src/derive/rules.ts'
import { blockTime, laterInEpoch, type World } from './world.ts'

/** A world of the fork before, whose block is the first of this one. */
export function activationOf(fork: ForkName): World {
  const world = laterInEpoch(forkNames[forkNames.indexOf(fork) - 1]!)
  return { ...world, rules: withForks(world.rules, { [fork]: blockTime }) }
}

export function withForks(rules: Rules, forks: Partial<Record<ForkName, number | null>>): Rules {
  return { ...rules, rollup: { ...rules.rollup, forks: { ...rules.rollup.forks, ...forks } } }
}

/** The attributes of a world's block, which must be derivable. */
export function attributesIn({ rules, parent, origin }: Omit<World, 'block' | 'said'>): Attributes {
  const outcome = attributesOf(rules, parent, origin)
  if (outcome.kind !== 'attributes') throw new TypeError(`expected attributes, saw ${outcome.kind}`)
  return outcome.attributes
}
