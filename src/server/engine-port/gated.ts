import type { NodeCallsPort } from '../../ports/engine-gate.ts'
import type { ForkchoiceResult } from '../../ports/execution-client.ts'
import type { ForwardedAnswer, ForwardingPort } from '../../ports/forwarding.ts'
import type { LogPort } from '../../ports/log.ts'
import type { Answer } from '../../ports/trouble.ts'
import { forkchoiceResultSchema, payloadStatusSchema } from '../../wire/engine-answers.ts'
import { readAnswer, readSuccess } from './answers.ts'
import { forkchoiceCall } from './forkchoice-call.ts'
import { offeredBlock } from './payload-call.ts'
import { clientReply, errorReply, type PortReply, resultReply, troubleReply } from './reply.ts'
import { bytesOf, idTextOf, type PortRequest } from './requests.ts'

export interface GatedOptions {
  readonly gate: NodeCallsPort
  readonly client: ForwardingPort
  /** For one call to the client, once it was sent; its caller's leaving does not undo it. */
  readonly callDeadlineMs: number
  readonly log: LogPort
}

type GatedCall = (request: PortRequest, signal: AbortSignal) => Promise<PortReply>

/** The calls that take their turn among the machine's commands. */
export interface Gated {
  readonly forkchoice: GatedCall
  readonly newPayload: GatedCall
  readonly getPayload: GatedCall
}

const readForkchoice = readAnswer(forkchoiceResultSchema)
const readStatus = readAnswer(payloadStatusSchema)

/** Of the Engine API: the attributes are no good. */
const invalidAttributes = -38_003

export function createGated({ gate, client, callDeadlineMs, log }: GatedOptions): Gated {
  /** What the client answered last is what the caller gets, whatever the gate read in it. */
  const through = async <T>(
    request: PortRequest,
    read: (answer: ForwardedAnswer) => Answer<T>,
    ask: (send: (body: Buffer) => Promise<Answer<T>>) => Promise<Answer<T>>,
  ): Promise<PortReply> => {
    let sent: ForwardedAnswer | null = null
    const send = async (body: Buffer): Promise<Answer<T>> => {
      sent = null
      const answer = await client.forward(body, AbortSignal.timeout(callDeadlineMs))
      if (answer.kind !== 'ok') return answer
      sent = answer.value
      return read(answer.value)
    }
    const answer = await ask(send)
    return sent === null ? ownReply(request, answer) : clientReply(client.name, sent)
  }

  return {
    forkchoice: async (request, signal) => {
      const call = forkchoiceCall(request)
      if (call === null) return refused(request, 'a forkchoice state with three hashes')
      return through(request, noting(readForkchoice, log), (send) =>
        gate.forkchoice(call.state, (labelled) => send(call.relabelled(labelled)), signal),
      )
    },

    newPayload: async (request, signal) => {
      const block = offeredBlock(request)
      if (block === null) return refused(request, 'an execution payload')
      return through(request, readStatus, (send) =>
        gate.newPayload(block, () => send(bytesOf(request)), signal),
      )
    },

    getPayload: (request, signal) =>
      through(request, readSuccess, (send) => gate.getPayload(() => send(bytesOf(request)), signal)),
  }
}

/** The gate's word where nothing was sent, or where what was sent had no answer. */
function ownReply(request: PortRequest, answer: Answer<unknown>): PortReply {
  const id = idTextOf(request)
  if (answer.kind === 'ok') return resultReply(id, answer.value)
  if (answer.kind === 'refused') return errorReply(id, { code: answer.code, message: answer.detail })
  return troubleReply(answer)
}

function refused(request: PortRequest, expected: string): PortReply {
  const message = `${request.method}: expected ${expected} as the first parameter, each name once`
  return errorReply(idTextOf(request), { code: -32_602, message })
}

/** An answer that is passed on like any other, but at which a sequencing op-node ends its process. */
function noting(read: (answer: ForwardedAnswer) => Answer<ForkchoiceResult>, log: LogPort): typeof read {
  return (answer) => {
    const result = read(answer)
    if (result.kind === 'refused' && result.code === invalidAttributes)
      log.warn('the execution client refuses the payload attributes', {
        code: 'engine-port',
        detail: result.detail,
      })
    return result
  }
}
