import type { PassedError } from '../../ports/rollup-node.ts'
import type { RpcErrorName } from './errors.ts'

/** How one call ended. Failures a caller can bring about are data. */
export type Outcome =
  | { readonly kind: 'result'; readonly value: unknown }
  | {
      readonly kind: 'error'
      readonly error: RpcErrorName
      readonly message: string
      readonly data?: unknown
    }
  /** An error of the rollup node's, handed on as it is. */
  | { readonly kind: 'passed-error'; readonly error: PassedError }

export function result(value: unknown): Outcome {
  return { kind: 'result', value }
}

export function refusal(error: RpcErrorName, message: string, data?: unknown): Outcome {
  return { kind: 'error', error, message, ...(data === undefined ? {} : { data }) }
}

export function passedError(error: PassedError): Outcome {
  return { kind: 'passed-error', error }
}
