import type { ClockPort } from '../../ports/clock.ts'
import type { AttesterStorePort, FollowerStorePort } from '../../ports/store.ts'
import { type AttesterStoreLimits, attesterSchema, createAttesterStore } from '../sqlite/attester-store.ts'
import { openDatabase } from '../sqlite/database.ts'
import { createFollowerStore } from '../sqlite/follower-store.ts'
import { followerSchema } from '../sqlite/follower-tables.ts'
import type { FollowerStoreLimits } from '../sqlite/limits.ts'

const inMemory = ':memory:'

/**
 * The follower's facts for as long as the object lives. The tables and rules are those of
 * the file, so a simulation forgets and refuses exactly what a disk would. Closing keeps
 * the facts: whoever starts again with the same store restarts from them.
 */
export function createMemoryFollowerStore(
  options: { readonly limits?: Partial<FollowerStoreLimits>; readonly clock?: ClockPort } = {},
): FollowerStorePort {
  return { ...createFollowerStore(openDatabase(inMemory, followerSchema), options), close: keepFacts }
}

/** The attester's facts for as long as the object lives; closing keeps them. */
export function createMemoryAttesterStore(limits?: Partial<AttesterStoreLimits>): AttesterStorePort {
  return { ...createAttesterStore(openDatabase(inMemory, attesterSchema), limits), close: keepFacts }
}

function keepFacts(): void {}
