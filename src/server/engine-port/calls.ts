import type { Gated } from './gated.ts'
import type { Pass } from './passing.ts'
import { asJson, errorReply, isJson, jsonReply, type PortReply } from './reply.ts'
import { type Body, bytesOf, type Call, idTextOf, type PortRequest } from './requests.ts'
import { isLabelRead, routeOf } from './routes.ts'

/** Answers one body, of one call or a batch. */
export type Answerer = (body: Body, signal: AbortSignal) => Promise<PortReply>

export function createAnswerer(gated: Gated, pass: Pass): Answerer {
  const answerOne = (call: Call, signal: AbortSignal): Promise<PortReply> => {
    if (call.kind === 'no-request') return Promise.resolve(noRequest)
    switch (routeOf(call.method)) {
      case 'forkchoice':
        return gated.forkchoice(call, signal)
      case 'new-payload':
        return gated.newPayload(call, signal)
      case 'get-payload':
        return gated.getPayload(call, signal)
      case 'pass':
        return pass(bytesOf(call), isLabelRead(call), signal)
    }
  }

  /** One after the other, as they stand: the second may rest on the first. */
  const answerInTurn = async (calls: readonly Call[], signal: AbortSignal): Promise<PortReply> => {
    const answers: Uint8Array[] = []
    for (const call of calls) {
      if (signal.aborted) break
      answers.push(asJson(idTextOf(call), await answerOne(call, signal)))
    }
    return jsonReply(arrayOf(answers))
  }

  return async (body, signal) => {
    if (body.kind === 'no-json') return noJson
    if (body.kind === 'single') return answerOne(body.call, signal)
    const { bytes, calls } = body
    if (!calls.every(isPlain)) return answerInTurn(calls, signal)
    return pass(
      bytes,
      calls.some((call) => isLabelRead(call)),
      signal,
    )
  }
}

/** A reply as one text of JSON, a failure under the id of each call, for whom no HTTP status reaches. */
export function inJson(body: Body, reply: PortReply): Uint8Array {
  if (body.kind === 'single') return asJson(idTextOf(body.call), reply)
  if (body.kind === 'no-json' || isJson(reply)) return asJson('null', reply)
  return arrayOf(body.calls.map((call) => asJson(idTextOf(call), reply)))
}

const noJson = errorReply('null', { code: -32_700, message: 'the body is not JSON' })

const noRequest = errorReply('null', {
  code: -32_600,
  message: 'expected a request with one method, its name spelled as in JSON-RPC',
})

function isPlain(call: Call): call is PortRequest {
  return call.kind === 'request' && routeOf(call.method) === 'pass'
}

/** A notification has no answer, so its place is left out. */
function arrayOf(answers: readonly Uint8Array[]): Uint8Array {
  const given = answers.filter(({ length }) => length > 0)
  if (given.length === 0) return new Uint8Array()
  const pieces = given.flatMap((answer, index) => [Buffer.from(index === 0 ? '[' : ','), answer])
  return Buffer.concat([...pieces, Buffer.from(']')])
}
