import { setTimeout as sleep } from 'node:timers/promises'
import type { ForwardedAnswer, ForwardingPort } from '../../ports/forwarding.ts'
import type { LogPort } from '../../ports/log.ts'
import type { Answer } from '../../ports/trouble.ts'
import { isFailing } from './answers.ts'
import type { EnginePortLimits } from './limits.ts'
import { clientReply, failed, type PortReply, troubleReply } from './reply.ts'

export interface PassingOptions {
  readonly client: ForwardingPort
  readonly limits: EnginePortLimits
  readonly log: LogPort
}

/** Passes a body on as it is, beside whatever the gate does. `readsLabel` tells the calls that must not fail fast. */
export type Pass = (body: Uint8Array, readsLabel: boolean, signal: AbortSignal) => Promise<PortReply>

export function createPass({ client, limits, log }: PassingOptions): Pass {
  const forward = (body: Uint8Array, signal: AbortSignal) => forwardWhenPresent(client, limits, body, signal)
  return async (body, readsLabel, signal) => {
    const answer = await forward(body, signal)
    const isFailed = answer.kind !== 'ok' || (readsLabel && isFailing(answer.value))
    if (readsLabel && isFailed) await pause(limits.failedLabelHoldMs, signal)
    if (answer.kind === 'ok') return clientReply(client.name, answer.value)
    log.debug('a call of the rollup node had no answer', { detail: answer.detail })
    if (answer.kind === 'unreachable')
      return failed(503, `the execution client is not there: ${answer.detail}`)
    return troubleReply(answer)
  }
}

/** What was certainly not sent may be sent again, until the client is there or the hold is over. */
async function forwardWhenPresent(
  client: ForwardingPort,
  { absentClientHoldMs, absentClientRetryMs }: EnginePortLimits,
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Answer<ForwardedAnswer>> {
  let answer = await client.forward(body, signal)
  if (answer.kind !== 'unreachable') return answer
  const over = AbortSignal.any([signal, AbortSignal.timeout(absentClientHoldMs)])
  while (answer.kind === 'unreachable' && !over.aborted) {
    await pause(absentClientRetryMs, over)
    if (!signal.aborted) answer = await client.forward(body, signal)
  }
  return answer
}

/** Ends early, and quietly, when the signal fires. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
