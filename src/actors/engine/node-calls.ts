import type { NodeCallsPort } from '../../ports/engine-gate.ts'
import type { PayloadStatus } from '../../ports/execution-client.ts'
import type { Answer } from '../../ports/trouble.ts'
import type { Desk } from './desk.ts'
import type { InTurn } from './in-turn.ts'
import { forwardForkchoice } from './node-forkchoice.ts'
import { forwardPayload } from './node-payload.ts'
import type { Turns } from './turns.ts'

/** The rollup node's side: each call in its turn, and commands wait while a block is under construction. */
export function createNodeCalls(desk: Desk, turns: Turns, inTurn: InTurn): NodeCallsPort {
  return {
    forkchoice: (state, send, signal) =>
      inTurn('call', signal, async () => {
        const answer = await forwardForkchoice(desk, state, send)
        if (answer.kind === 'ok' && answer.value.payloadId !== null) turns.beginBuilding()
        else turns.endBuilding()
        return answer
      }),

    newPayload: (block, send, signal) =>
      inTurn('call', signal, async (): Promise<Answer<PayloadStatus>> => {
        const answer = await forwardPayload(desk, block, send)
        turns.endBuilding()
        return answer
      }),

    getPayload: (send, signal) =>
      inTurn('call', signal, async () => {
        const answer = await send()
        if (answer.kind !== 'ok') turns.endBuilding()
        return answer
      }),
  }
}
