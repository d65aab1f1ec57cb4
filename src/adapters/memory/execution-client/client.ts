import type { BlockHeader, ExecutionClientPort } from '../../../ports/execution-client.ts'
import type { Answer } from '../../../ports/trouble.ts'
import type { ExecutionPayloadEnvelope } from '../../../wire/payload.ts'
import { genesisBlock } from './blocks.ts'
import {
  createMemoryClientCore,
  type MemoryClientControl,
  type MemoryClientCore,
  type Served,
} from './core.ts'
import { geth, type Personality } from './personality.ts'

export interface MemoryExecutionClientOptions {
  readonly genesis?: ExecutionPayloadEnvelope
  readonly personality?: Personality
}

export interface MemoryExecutionClient extends ExecutionClientPort {
  readonly control: MemoryClientControl
  /** For {@link serveExecutionClient}, which puts a socket in front of it. */
  readonly core: MemoryClientCore
}

/** An execution client in this process: real blocks, the forkchoice rules of a known client, scriptable faults. */
export function createMemoryExecutionClient({
  genesis = genesisBlock(),
  personality = geth,
}: MemoryExecutionClientOptions = {}): MemoryExecutionClient {
  const core = createMemoryClientCore(genesis, personality)
  const { serve, control } = core
  return {
    name: `in-memory ${personality.name}`,
    core,
    control,
    forkchoiceUpdated: (state, attributes, signal) =>
      answered(serve.forkchoiceUpdated(state, attributes), signal),
    newPayload: (envelope, signal) => answered(serve.newPayload(envelope), signal),
    getPayload: (payloadId, _version, signal) => answered(serve.getPayload(payloadId), signal),
    block: async (selector, signal) => headerAnswer(await answered(serve.block(selector), signal)),
    payload: (hash, signal) => answered(serve.payload(hash), signal),
  }
}

/** The caller stops waiting when its signal fires; the call goes on, as in a real client. */
async function answered<T>(served: Promise<Served<T>>, signal: AbortSignal): Promise<Answer<T>> {
  const outcome = await unlessAborted(served, signal)
  switch (outcome.kind) {
    case 'result':
      return { kind: 'ok', value: outcome.value }
    case 'error':
      return { kind: 'refused', code: outcome.code, detail: outcome.message }
    case 'down':
      return { kind: 'unreachable', detail: 'nobody listens' }
    case 'unauthorized':
      return { kind: 'unauthorized', detail: 'token refused' }
    case 'no-answer':
      return { kind: 'timed-out', detail: 'no answer' }
  }
}

function unlessAborted<T>(served: Promise<Served<T>>, signal: AbortSignal): Promise<Served<T>> {
  return new Promise((resolve) => {
    const giveUp = () => resolve({ kind: 'no-answer' })
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp, { once: true })
    void served.then(resolve).finally(() => signal.removeEventListener('abort', giveUp))
  })
}

function headerAnswer(answer: Answer<ExecutionPayloadEnvelope | null>): Answer<BlockHeader | null> {
  if (answer.kind === 'refused' && answer.detail.includes('block not found'))
    return { kind: 'ok', value: null }
  if (answer.kind !== 'ok') return answer
  return { kind: 'ok', value: answer.value === null ? null : headerOf(answer.value) }
}

function headerOf({ payload }: ExecutionPayloadEnvelope): BlockHeader {
  const { blockNumber, blockHash, parentHash, timestamp } = payload
  return { number: blockNumber, hash: blockHash, parentHash, timestamp }
}
