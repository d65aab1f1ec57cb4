import * as Schema from 'effect/Schema'
import type { Answer } from '../../ports/trouble.ts'
import type { JsonRpc } from '../json-rpc/client.ts'

/** "Never" may be written as the largest u64, which is no safe integer and compares well all the same. */
const activation = Schema.optionalKey(Schema.NullOr(Schema.Finite.check(Schema.isGreaterThanOrEqualTo(0))))

/** The fork is called Lagoon in newer nodes. */
const rollupConfigSchema = Schema.Struct({ interop_time: activation, lagoon_time: activation })

/** When interop becomes active on the node's chain; of two names that differ the later time counts. */
export async function interopTime(rpc: JsonRpc, signal: AbortSignal): Promise<Answer<number | null>> {
  const config = await rpc.call(rollupConfigSchema, 'optimism_rollupConfig', [], signal)
  if (config.kind !== 'ok') return config
  const times = [config.value.interop_time, config.value.lagoon_time].filter((time) => time != null)
  return { kind: 'ok', value: times.length === 0 ? null : Math.max(...times) }
}
