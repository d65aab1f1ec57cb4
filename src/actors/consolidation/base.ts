import type { ConsolidationStop } from '../../../machines/follower/readings.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { Rules } from '../../derive/rules.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { L1OriginsPort } from '../../ports/l1-origins.ts'
import type { Trouble } from '../../ports/trouble.ts'
import { type Parent, parentOf } from './parent.ts'
import { stopOfLook, unreadable } from './stops.ts'

export interface Grounds {
  readonly client: Pick<ExecutionClientPort, 'name' | 'block' | 'payload'>
  readonly origins: L1OriginsPort
}

export type Base =
  /** With what L1 says of the best base above it that is on our chain too: another L1 took it back, or has not reached it. */
  | { readonly kind: 'found'; readonly parent: Parent; readonly passedOver: ConsolidationStop | null }
  /** None is on our chain and on L1 alike. Null where none is even on our chain. */
  | { readonly kind: 'none'; readonly stop: ConsolidationStop | null }
  | Trouble

/**
 * The first of the bases that is on our chain and whose origin is on L1. Where our chain holds some and L1
 * has taken back or not yet reached all their origins, that is said of the best one.
 */
export async function baseOf(
  grounds: Grounds,
  rules: Rules,
  bases: readonly BlockRef[],
  kept: Parent | null,
  signal: AbortSignal,
): Promise<Base> {
  let stop: ConsolidationStop | null = null
  for (const base of bases) {
    const found = await baseAt(grounds, rules, base, kept, signal)
    if (found.kind === 'found') return { ...found, passedOver: stop }
    if (found.kind !== 'none') return found
    stop ??= found.stop
  }
  return { kind: 'none', stop }
}

async function baseAt(
  { client, origins }: Grounds,
  rules: Rules,
  base: BlockRef,
  kept: Parent | null,
  signal: AbortSignal,
): Promise<Base> {
  const ours = await client.block({ number: base.number }, signal)
  if (ours.kind !== 'ok') return ours
  if (ours.value?.hash !== base.hash) return notOurs
  const whole =
    kept?.block.hash === base.hash
      ? ({ kind: 'ok', value: kept.envelope } as const)
      : await client.payload(base.hash, signal)
  if (whole.kind !== 'ok') return whole
  if (whole.value === null) return notOurs

  const parent = parentOf(rules, whole.value)
  if (parent.kind !== 'ok') return { kind: 'none', stop: unreadable(base, parent.reason) }
  const look = await origins.origin(parent.value.origin, signal)
  if (look.kind !== 'ok') return look
  if (look.value.kind === 'canonical') return { kind: 'found', parent: parent.value, passedOver: null }
  return { kind: 'none', stop: stopOfLook(base, parent.value.origin, look.value) }
}

const notOurs: Base = { kind: 'none', stop: null }
