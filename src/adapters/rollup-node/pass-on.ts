import * as Result from 'effect/Result'
import * as Schema from 'effect/Schema'
import { getHttpRpcClient } from 'viem/utils'
import type { PassedAnswer, RollupNodePort } from '../../ports/rollup-node.ts'
import type { Answer } from '../../ports/trouble.ts'
import { parseExactJson } from '../json-rpc/exact-json.ts'
import { troubleOf } from '../json-rpc/trouble.ts'
import { keepBody } from './keep-body.ts'

export interface PassOnOptions {
  readonly url: string
  /** The address as it may be shown. */
  readonly name: string
  readonly deadlineMs: number
  readonly answerLimitBytes: number
}

/** Carries a call to the node and its answer back. Tried once, as every call. */
export function createPassOn(options: PassOnOptions): RollupNodePort['passOn'] {
  const { url, name, deadlineMs, answerLimitBytes } = options
  const client = getHttpRpcClient(url, {
    timeout: deadlineMs,
    maxResponseBodySize: answerLimitBytes,
    fetchOptions: { redirect: 'manual' },
  })
  return async (method, params, signal) => {
    const kept = keepBody()
    try {
      await client.request({ body: { method, params }, fetchFn: kept.fetch, fetchOptions: { signal } })
    } catch (error) {
      const trouble = troubleOf(error, { name, method, deadlineMs, signal })
      // An error of JSON-RPC under a status that is none of HTTP's success.
      if (trouble.kind !== 'refused') return trouble
    }
    return answerIn(kept.text(), `${name} ${method}`)
  }
}

const decodeResult = Schema.decodeUnknownResult(Schema.Struct({ result: Schema.Unknown }))
const decodeError = Schema.decodeUnknownResult(
  Schema.Struct({
    error: Schema.Struct({
      code: Schema.Int,
      message: Schema.String,
      data: Schema.optionalKey(Schema.Unknown),
    }),
  }),
)

function answerIn(text: string, subject: string): Answer<PassedAnswer> {
  const body = bodyIn(text)
  const failed = decodeError(body)
  if (Result.isSuccess(failed)) return { kind: 'ok', value: { kind: 'error', error: failed.success.error } }
  const done = decodeResult(body)
  if (Result.isSuccess(done)) return { kind: 'ok', value: { kind: 'result', value: done.success.result } }
  return { kind: 'malformed', detail: `${subject}: the answer has neither result nor error` }
}

/** Undefined for what cannot be carried on: a body that is nested without end exhausts the stack. */
function bodyIn(text: string): unknown {
  try {
    return parseExactJson(text)
  } catch {
    return undefined
  }
}
