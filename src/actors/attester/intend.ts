import type { IntendOutcome, Statement } from '../../../machines/attester/outcomes.ts'
import type { AttesterStorePort } from '../../ports/store.ts'

/** On disk before any signature exists: a process that dies in between remembers what it may have signed. */
export function intend(store: AttesterStorePort, { number, hash, l1View }: Statement): IntendOutcome {
  store.recordIntent({ number, hash, l1View })
  return { kind: 'intended' }
}
