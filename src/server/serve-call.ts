import type { FollowerView } from './follower-view.ts'
import type { Call } from './json-rpc/dispatch.ts'
import { type Outcome, refusal } from './json-rpc/outcome.ts'
import type { Method } from './method.ts'
import { passedOnMethod } from './methods/passed-on.ts'
import { methods } from './methods.ts'

export interface CallOptions {
  readonly view: FollowerView
  readonly enableAdmin: boolean
  readonly deadlineMs: number
  /** Told of failures nobody planned for; the caller only hears that there was one. */
  readonly onDefect: (method: string, error: unknown) => void
}

/** Finds the method and runs it within its deadline. */
export function serveCall(options: CallOptions): Call {
  const byName = new Map(methods.map((method) => [method.name, method]))
  return async (name, params) => {
    const method = byName.get(name) ?? passedOnMethod(name)
    if (method === null) return refusal('method', `${name} is not served here`)
    if (method.admin && !options.enableAdmin) {
      return refusal('method', `${name} is switched off; start op-follower with --rpc.enable-admin`)
    }
    try {
      return await runInTime(method, params, options)
    } catch (error) {
      options.onDefect(name, error)
      return refusal('internal', 'op-follower failed; its log says how')
    }
  }
}

async function runInTime(
  method: Pick<Method, 'name' | 'run'>,
  params: readonly unknown[],
  { view, deadlineMs }: CallOptions,
): Promise<Outcome> {
  const deadline = new AbortController()
  const late = Promise.withResolvers<Outcome>()
  const timer = setTimeout(() => {
    late.resolve(refusal('unavailable', `${method.name} had no answer within ${deadlineMs} ms`))
    deadline.abort()
  }, deadlineMs)
  try {
    return await Promise.race([method.run(view, params, deadline.signal), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
