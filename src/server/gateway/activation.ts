import type { ClockPort } from '../../ports/clock.ts'
import type { LogPort } from '../../ports/log.ts'
import type { RollupNodePort } from '../../ports/rollup-node.ts'
import type { Activation } from './local-safe.ts'

export interface ActivationOptions {
  readonly node: RollupNodePort
  readonly clock: ClockPort
  readonly log?: LogPort
}

/** A node that starts again may bring another configuration. */
export const activationFreshMs = 60_000

/** Asks the node when interop becomes active, and again when its answer is older than its limit. */
export function createActivation({ node, clock, log }: ActivationOptions) {
  let known: Activation | null = null
  let askedAtMs = 0
  return async (signal: AbortSignal): Promise<Activation> => {
    const nowMs = clock.nowMs()
    if (known !== null && known.kind !== 'unknown' && nowMs - askedAtMs <= activationFreshMs) return known
    const read = activationOf(await node.interopTime(signal))
    if (read.kind !== known?.kind) tell(log, node.name, read)
    known = read
    askedAtMs = nowMs
    return read
  }
}

function activationOf(answer: Awaited<ReturnType<RollupNodePort['interopTime']>>): Activation {
  if (answer.kind !== 'ok') return { kind: 'unknown', detail: answer.detail }
  return answer.value === null ? { kind: 'unscheduled' } : { kind: 'at', timestamp: answer.value }
}

function tell(log: LogPort | undefined, node: string, activation: Activation): void {
  if (activation.kind === 'unknown') {
    const { detail } = activation
    log?.info('activation of interop unknown: local-safe is served up to cross-safe only', { node, detail })
  } else log?.info('activation of interop read', { node, ...activation })
}
