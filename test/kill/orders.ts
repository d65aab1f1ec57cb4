import { flushCompileCache } from 'node:module'
import type { Refusal } from '../../machines/attester/context.ts'
import type { Address } from '../../machines/values.ts'
import type { KillPoint } from './tripwire.ts'

/** What a victim is told once it is up: where its world is, and when to die. */
export interface Orders {
  readonly chainId: number
  readonly dataDir: string
  readonly rollupRpcUrl: string
  readonly l1Url: string
  readonly client: { readonly url: string; readonly jwtSecretPath: string }
  readonly staticPeers: readonly string[]
  readonly killAt: KillPoint | null
}

export interface FollowerOrders extends Orders {
  readonly attesters: readonly Address[]
  /** The rollup node comes up when the follower has passed this point; null for at once. */
  readonly nodeComesAfter: string | null
}

export interface AttesterOrders extends Orders {
  readonly privateKey: `0x${string}`
}

/** What a victim tells of itself while it lives. */
export type News =
  | { readonly kind: 'started' }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'halted'; readonly evidenceId: string }
  /** What its rollup node names as head was denied: op-node resets at that. */
  | { readonly kind: 'node-refused' }

/** What may be said to a follower that is halted. */
export interface Acknowledge {
  readonly acknowledge: string
}

export const callDeadlineMs = 5_000

/** No story waits for a clock: what a victim looks for, it looks for often. */
export const pollIntervalMs = 40

export function tell(news: News): void {
  process.send?.(news)
}

/** Waits for the first message; ends with the parent, however that ends. Who is killed keeps no cache, so it is kept now. */
export function receiveOrders<T>(): Promise<T> {
  flushCompileCache()
  process.once('disconnect', () => process.exit())
  return new Promise((resolve) => process.once('message', (orders) => resolve(orders as T)))
}
