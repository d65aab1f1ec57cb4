import type { ExpectedTransaction } from '../attributes/expected-transaction.ts'

/**
 * A transaction of a network upgrade: a deposit that no value goes with. Its intent is its identity, and
 * names the fork. Code that it deploys is known by hash only (docs/decisions/0015).
 */
export interface UpgradeCall extends Pick<ExpectedTransaction, 'from' | 'to' | 'gas' | 'data'> {
  readonly intent: string
}
