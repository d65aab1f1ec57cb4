import type { NodeCallsPort, OfferedBlock } from '../../ports/engine-gate.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import { observed } from './assertion.ts'
import { carryOut } from './command.ts'
import type { Engine, Replacer, RollupNodeEngine } from './engine.ts'
import { createInTurn } from './in-turn.ts'
import { readLabels } from './labels.ts'
import { createNodeCalls } from './node-calls.ts'
import { type DeskOptions, openDesk } from './open-desk.ts'
import { readEngine } from './reading.ts'
import { reductionHash } from './reduce.ts'
import { hasDepositsOnly } from './reduction.ts'
import { replace } from './replace.ts'
import { createTurns } from './turns.ts'

export interface EngineGateOptions extends DeskOptions {
  /** Calls that may wait for their turn. */
  readonly queueLimit: number
  /** How long a block that the rollup node builds may keep a command waiting. */
  readonly buildHoldMs?: number
}

export interface EngineGate extends Engine, Replacer, RollupNodeEngine {
  readonly name: string
  /** For whoever forwards a rollup node's calls as bytes. The typed calls above go the same way. */
  readonly node: NodeCallsPort
}

const defaultBuildHoldMs = 4_000

/**
 * The one writer of an execution client. The machine's commands and the rollup node's calls take
 * turns, one call in flight, and every forkchoice that leaves carries the labels asserted here:
 * whoever watches the client's `safe` sees what the machine commanded, and never sees it go back
 * but by a command that says so, or because the node left the branch. No call leads the client back
 * to a branch that was replaced.
 */
export function createEngineGate(options: EngineGateOptions): EngineGate {
  const { client, queueLimit, buildHoldMs = defaultBuildHoldMs } = options
  const desk = openDesk(options)
  const turns = createTurns({ queueLimit, buildHoldMs })
  const inTurn = createInTurn(turns, client.name)
  const node = createNodeCalls(desk, turns, inTurn)

  return {
    name: client.name,
    node,

    command: (input, signal, beforeSending) =>
      inTurn('command', signal, () => carryOut(desk, input, beforeSending)),

    read: (question, signal) => inTurn('call', signal, () => readEngine(desk, question)),

    readBack: (signal) =>
      inTurn('call', signal, async () => {
        const labels = await readLabels(desk.block)
        if (labels.kind !== 'ok') return labels
        desk.assertion = observed(desk.assertion, labels.value)
        return { ...labels.value, kind: 'labels' }
      }),

    reduce: (input, signal) => inTurn('command', signal, () => reductionHash(desk, input)),

    replace: (input, signal, beforeDenying) =>
      inTurn('command', signal, () => replace(desk, input, beforeDenying)),

    forkchoiceUpdated: (state, attributes, signal) =>
      node.forkchoice(
        state,
        (labelled) => client.forkchoiceUpdated(labelled, attributes, desk.deadline()),
        signal,
      ),

    newPayload: (envelope, signal) =>
      node.newPayload(offeredBlock(envelope), () => client.newPayload(envelope, desk.deadline()), signal),

    getPayload: (payloadId, version, signal) =>
      node.getPayload(() => client.getPayload(payloadId, version, desk.deadline()), signal),

    block: (selector, signal) => client.block(selector, AbortSignal.any([signal, desk.deadline()])),
  }
}

function offeredBlock({ payload }: ExecutionPayloadEnvelope): OfferedBlock {
  const { blockNumber: number, blockHash: hash, parentHash } = payload
  return { number, hash, parentHash, depositsOnly: hasDepositsOnly(payload) }
}
