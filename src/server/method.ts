import * as Result from 'effect/Result'
import * as Schema from 'effect/Schema'
import type { FollowerView } from './follower-view.ts'
import { type Outcome, refusal } from './json-rpc/outcome.ts'

/** One method as it is served and documented. */
export interface Method {
  readonly name: string
  readonly about: string
  /** The parameters in words, for the reference. */
  readonly takes: string
  /** The result in words, for the reference. */
  readonly gives: string
  /** Served with `--rpc.enable-admin` only. */
  readonly admin: boolean
  readonly run: (view: FollowerView, params: readonly unknown[], signal: AbortSignal) => Promise<Outcome>
}

/** Declares a method: its parameters are decoded before it runs. */
export function method<P>(parts: {
  name: string
  about: string
  takes: string
  gives: string
  admin: boolean
  params: Schema.Decoder<P>
  answer: (view: FollowerView, params: P, signal: AbortSignal) => Outcome | Promise<Outcome>
}): Method {
  const { params: schema, answer, ...described } = parts
  const decode = Schema.decodeUnknownResult(schema)
  return {
    ...described,
    run: async (view, params, signal) => {
      const decoded = decode(params)
      if (Result.isFailure(decoded)) return refusal('params', `${parts.name} takes ${parts.takes}`)
      return answer(view, decoded.success, signal)
    },
  }
}

export const noParams = Schema.Tuple([])
