import * as Maybe from 'effect/Option'
import * as Schema from 'effect/Schema'
import { rpcErrors } from './errors.ts'
import { type Outcome, refusal } from './outcome.ts'

/** Carries out one call that is well-formed as such; methods and their parameters are the caller's. */
export type Call = (method: string, params: readonly unknown[]) => Promise<Outcome>

/** How many requests one batch may hold. */
export const batchLimit = 32

const Id = Schema.NullOr(Schema.Union([Schema.String, Schema.Finite]))

const Request = Schema.Struct({
  jsonrpc: Schema.Literal('2.0'),
  id: Schema.optionalKey(Id),
  method: Schema.String.check(Schema.isMaxLength(128)),
  /** Some clients write null for none, as op-node's server allows. */
  params: Schema.optionalKey(Schema.NullOr(Schema.Array(Schema.Unknown))),
})

const decodeRequest = Schema.decodeUnknownOption(Request)
const decodeId = Schema.decodeUnknownOption(Schema.Struct({ id: Id }))

/** Answers one body, single or batch; null when all of it were notifications, which get no answer. */
export async function dispatch(body: string, call: Call): Promise<string | null> {
  const parsed = parse(body)
  if (Maybe.isNone(parsed)) return JSON.stringify(response(null, refusal('parse', 'the body is not JSON')))
  if (!Array.isArray(parsed.value)) return answerOne(parsed.value, call)
  return answerBatch(parsed.value, call)
}

const parse = Schema.decodeUnknownOption(Schema.fromJsonString(Schema.Unknown))

async function answerOne(request: unknown, call: Call): Promise<string | null> {
  const answer = await answerRequest(request, call)
  return answer === null ? null : JSON.stringify(answer)
}

async function answerBatch(requests: readonly unknown[], call: Call): Promise<string | null> {
  if (requests.length === 0 || requests.length > batchLimit) {
    const seen = `expected 1 to ${batchLimit} requests in a batch; seen ${requests.length}`
    return JSON.stringify(response(null, refusal('request', seen)))
  }
  const answers = await Promise.all(requests.map((request) => answerRequest(request, call)))
  const given = answers.filter((answer) => answer !== null)
  return given.length === 0 ? null : JSON.stringify(given)
}

async function answerRequest(value: unknown, call: Call): Promise<object | null> {
  const request = decodeRequest(value)
  if (Maybe.isNone(request)) return response(idOf(value), refusal('request', 'not a JSON-RPC 2.0 request'))
  const { id, method, params } = request.value
  const outcome = await call(method, params ?? [])
  return id === undefined ? null : response(id, outcome)
}

/** A request that is wrong elsewhere may still have an id to answer to. */
function idOf(value: unknown): typeof Id.Type {
  const decoded = decodeId(value)
  return Maybe.isSome(decoded) ? decoded.value.id : null
}

function response(id: typeof Id.Type, outcome: Outcome): object {
  if (outcome.kind === 'result') return { jsonrpc: '2.0', id, result: outcome.value }
  if (outcome.kind === 'passed-error') return { jsonrpc: '2.0', id, error: outcome.error }
  const { error, message, data } = outcome
  const body = { code: rpcErrors[error].code, message, ...(data === undefined ? {} : { data }) }
  return { jsonrpc: '2.0', id, error: body }
}
