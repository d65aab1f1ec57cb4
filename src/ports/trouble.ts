import type { Trouble } from '../../machines/follower/readings.ts'

export type { Trouble }

/** An answer, or why there is none. Ports never throw for expected trouble. */
export type Answer<T> = { readonly kind: 'ok'; readonly value: T } | Trouble
