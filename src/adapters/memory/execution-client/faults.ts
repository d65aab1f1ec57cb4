import type { PayloadStatus } from '../../../ports/execution-client.ts'

export type Method = 'forkchoiceUpdated' | 'newPayload' | 'getPayload' | 'block' | 'payload'

/** What goes wrong with a call instead of, or besides, carrying it out. */
export type Fault =
  /** Nobody listens. */
  | { readonly kind: 'down' }
  | { readonly kind: 'unauthorized' }
  /** No answer ever comes; `applied` tells whether the call took effect all the same. */
  | { readonly kind: 'no-answer'; readonly applied: boolean }
  /** The answer of an engine that did not carry the call out. */
  | { readonly kind: 'status'; readonly status: PayloadStatus }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  /** Carried out, but not before `until` settles. */
  | { readonly kind: 'slow'; readonly until: Promise<unknown> }

export interface Faults {
  /** For the next call of this method, after those already queued. */
  readonly next: (method: Method, fault: Fault) => void
  /** For every call until it is set to null. */
  readonly always: (fault: Fault | null) => void
}

export function createFaults(): Faults & { readonly take: (method: Method) => Fault | null } {
  const queued: { method: Method; fault: Fault }[] = []
  let standing: Fault | null = null
  return {
    next: (method, fault) => void queued.push({ method, fault }),
    always: (fault) => {
      standing = fault
    },
    take: (method) => {
      const index = queued.findIndex((entry) => entry.method === method)
      return index < 0 ? standing : queued.splice(index, 1)[0]!.fault
    },
  }
}
