import { textOf } from './fields.ts'
import { elementsOf } from './json-spans.ts'
import type { PortRequest } from './requests.ts'

export type Route = 'forkchoice' | 'new-payload' | 'get-payload' | 'pass'

/**
 * By the beginning of the method's name, so that versions to come fall under the same rules. Whatever
 * else there is, is passed on; `engine_getPayloadBodies…` reads blocks and builds none.
 */
export function routeOf(method: string): Route {
  if (method.startsWith('engine_forkchoiceUpdated')) return 'forkchoice'
  if (method.startsWith('engine_newPayload')) return 'new-payload'
  if (method.startsWith('engine_getPayloadBodies')) return 'pass'
  if (method.startsWith('engine_getPayload')) return 'get-payload'
  return 'pass'
}

const labels: readonly (string | null)[] = ['safe', 'finalized', 'latest']

/** What a rollup node reads when it resets, and reads again without a pause when it fails. */
export function isLabelRead({ bytes, method, params }: PortRequest): boolean {
  if (method !== 'eth_getBlockByNumber' || params === null) return false
  const [which] = elementsOf(bytes, params) ?? []
  return which !== undefined && labels.includes(textOf(bytes, which))
}
