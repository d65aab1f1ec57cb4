import type { Attributes } from '../../derive/attributes/attributes.ts'
import { attributesOf } from '../../derive/attributes/attributes-of.ts'
import type { Rules } from '../../derive/rules.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { L1OriginsPort } from '../../ports/l1-origins.ts'
import type { RollupBlock } from '../rollup/chain.ts'
import { originFor } from './origins.ts'

/** What L1 and the parent make of the block on top of it, as far as our L1 goes. */
export async function nextAttributes(
  rules: Rules,
  origins: L1Port & L1OriginsPort,
  { ref, envelope }: RollupBlock,
  l1Latest: number,
  signal: AbortSignal,
): Promise<Attributes> {
  const time = ref.timestamp + rules.rollup.blockTimeSeconds
  const origin = await originFor(origins, ref, time, l1Latest, signal)
  const outcome = attributesOf(rules, envelope, origin)
  if (outcome.kind === 'attributes') return outcome.attributes
  throw new Error(`nothing can be derived on block ${ref.number}: ${JSON.stringify(outcome)}`)
}

/** Behind the L1 info stand the deposits of users: the chain begins with all its forks, so no upgrade is due. */
export function bringsDeposits({ forced }: Attributes): boolean {
  return forced.length > 1
}
