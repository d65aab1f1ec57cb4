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
  /** For every call, or every call of this method, until it is set to null. */
  readonly always: (fault: Fault | null, method?: Method) => void
}

export function createFaults(): Faults & { readonly take: (method: Method) => Fault | null } {
  const queued: { method: Method; fault: Fault }[] = []
  const standing = new Map<Method | 'any', Fault | null>()
  return {
    next: (method, fault) => void queued.push({ method, fault }),
    always: (fault, method) => void standing.set(method ?? 'any', fault),
    take: (method) => {
      const index = queued.findIndex((entry) => entry.method === method)
      if (index >= 0) return queued.splice(index, 1)[0]!.fault
      return standing.get(method) ?? standing.get('any') ?? null
    },
  }
}
