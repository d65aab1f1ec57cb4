import type { FollowerModel } from '../explore.ts'
import type { Rule } from './rule.ts'

/** A follower with one thing wrong, and the rule that must notice it in the named chapter. */
export interface Mutant {
  readonly name: string
  readonly machine: FollowerModel
  readonly rule: Rule
  readonly chapter: string
}
