import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import { unknownForkAt } from '../forks.ts'
import { originOf } from '../origin-of.ts'
import type { Rules } from '../rules.ts'
import { assemble } from './assemble.ts'
import type { AttributesOutcome } from './attributes-outcome.ts'
import { epochOf } from './epoch.ts'
import type { OriginFacts } from './origin-facts.ts'

/**
 * The attributes of the block on top of this parent with this origin, as a verifier derives them:
 * everything but the transactions of a batch. OP specs, "Deriving payload attributes".
 */
export function attributesOf(
  rules: Rules,
  parent: ExecutionPayloadEnvelope,
  origin: OriginFacts,
): AttributesOutcome {
  const time = parent.payload.timestamp + rules.rollup.blockTimeSeconds
  const unknown = rules.pastUnknownForks ? null : unknownForkAt(rules.rollup, time)
  if (unknown !== null) return { kind: 'unknown-fork', ...unknown }
  const before = originOf(rules.rollup, parent)
  if (before.kind === 'malformed') return { kind: 'underivable', reason: before.reason }
  const epoch = epochOf(rules.rollup, before.value, time, origin)
  if (epoch.kind !== 'epoch') return epoch
  const attributes = assemble(rules, { parent, origin, epoch, time })
  if (attributes.kind === 'malformed') return { kind: 'underivable', reason: attributes.reason }
  return { kind: 'attributes', attributes: attributes.value }
}
