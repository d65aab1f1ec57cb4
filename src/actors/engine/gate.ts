import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { Trouble } from '../../ports/trouble.ts'
import { createAncestry } from './ancestry.ts'
import { type InitialAssertion, initialAssertion, observed } from './assertion.ts'
import { carryOut } from './command.ts'
import type { Desk } from './desk.ts'
import type { Engine, RollupNodeEngine } from './engine.ts'
import { type ReadBlock, readLabels } from './labels.ts'
import { createLinks } from './links.ts'
import { forwardForkchoice } from './node-forkchoice.ts'
import { readEngine } from './reading.ts'
import { createTurns, type TurnKind } from './turns.ts'

export interface EngineGateOptions {
  readonly client: ExecutionClientPort
  /** From the facts on disk; empty on the first start. */
  readonly initial: InitialAssertion
  /** For one call to the client. */
  readonly deadlineMs: number
  /** Calls that may wait for their turn. */
  readonly queueLimit: number
  /** How long a block that the rollup node builds may keep a command waiting. */
  readonly buildHoldMs?: number
}

export interface EngineGate extends Engine, RollupNodeEngine {
  readonly name: string
}

const defaultBuildHoldMs = 4_000
const linksLimitBlocks = 16_384
const walkLimitBlocks = 1_024

/**
 * The one writer of an execution client. The machine's commands and the rollup node's calls take
 * turns, one call in flight, and every forkchoice that leaves carries the labels asserted here:
 * whoever watches the client's `safe` sees what the machine commanded, and never sees it go back
 * but by a command that says so, or because the node left the branch.
 */
export function createEngineGate(options: EngineGateOptions): EngineGate {
  const { client, initial, deadlineMs, queueLimit, buildHoldMs = defaultBuildHoldMs } = options
  const deadline = () => AbortSignal.timeout(deadlineMs)
  const block: ReadBlock = (selector) => client.block(selector, deadline())
  const assertion = initialAssertion(initial)
  const desk: Desk = { client, block, deadline, assertion, taken: null, awaitedHead: null }
  const links = createLinks(linksLimitBlocks)
  const ancestry = createAncestry({ block, links, walkLimitBlocks })
  const turns = createTurns({ queueLimit, buildHoldMs })

  const inTurn = async <T>(
    kind: TurnKind,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T | Trouble> => {
    const turn = await turns.take(kind, signal, work)
    if (turn.kind === 'done') return turn.value
    if (turn.kind === 'dropped')
      return { kind: 'timed-out', detail: `${client.name}: given up before its turn, not sent` }
    return { kind: 'unreachable', detail: `${client.name}: ${queueLimit} calls wait already, not sent` }
  }

  return {
    name: client.name,
    command: (input, signal, beforeSending) =>
      inTurn('command', signal, () => carryOut(desk, input, beforeSending)),

    read: (question, signal) => inTurn('call', signal, () => readEngine(desk, ancestry, question)),

    readBack: (signal) =>
      inTurn('call', signal, async () => {
        const labels = await readLabels(block)
        if (labels.kind !== 'ok') return labels
        desk.assertion = observed(desk.assertion, labels.value)
        return { ...labels.value, kind: 'labels' }
      }),

    forkchoiceUpdated: (state, attributes, signal) =>
      inTurn('call', signal, async () => {
        const answer = await forwardForkchoice(desk, ancestry, state, attributes)
        if (answer.kind === 'ok' && answer.value.payloadId !== null) turns.beginBuilding()
        else turns.endBuilding()
        return answer
      }),

    newPayload: (envelope, signal) =>
      inTurn('call', signal, async () => {
        const answer = await client.newPayload(envelope, deadline())
        const { blockNumber: number, blockHash: hash, parentHash } = envelope.payload
        if (answer.kind === 'ok' && answer.value.status === 'VALID') links.add({ number, hash, parentHash })
        turns.endBuilding()
        return answer
      }),

    getPayload: (payloadId, version, signal) =>
      inTurn('call', signal, async () => {
        const answer = await client.getPayload(payloadId, version, deadline())
        if (answer.kind !== 'ok') turns.endBuilding()
        return answer
      }),

    block: (selector, signal) => client.block(selector, AbortSignal.any([signal, deadline()])),
  }
}
