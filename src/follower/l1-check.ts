import { createL1Check, type L1Check } from '../actors/consolidation/l1-check.ts'
import type { ExecutionClientPort } from '../ports/execution-client.ts'
import type { L1OriginsPort } from '../ports/l1-origins.ts'
import type { FollowerConfig } from './config.ts'
import type { DerivationRules } from './derivation-rules.ts'
import { loggedReader, loggedRules } from './log-consolidation.ts'
import { defaultLinkDelays } from './options.ts'

/** Null where it is switched off, and has no rules. What it needs is missing only by mistake. */
export function openL1Check(
  { links, log }: FollowerConfig,
  rules: DerivationRules | null,
  client: ExecutionClientPort | null,
  origins: L1OriginsPort | null,
): L1Check | null {
  if (rules === null) {
    log.warn('L1 check off: promotions rest on the rollup nodes alone', {})
    return null
  }
  if (client === null || origins === null) throw new RangeError(missing(client === null, origins === null))
  log.info('L1 check on', { rules: rules.from, client: client.name, l1: origins.name })
  const { readDeadlineMs } = { ...defaultLinkDelays, ...links }
  const check = createL1Check({
    client,
    origins,
    rules: loggedRules(rules, log),
    limitBlocks,
    limitReadingMs: readDeadlineMs / 2,
  })
  return { ...check, read: loggedReader(check.read, log) }
}

/** In one reading: what comes of a reading is not seen before it ends. */
const limitBlocks = 512

function missing(client: boolean, l1: boolean): string {
  const what = [...(l1 ? ['an L1'] : []), ...(client ? ['an execution client'] : [])].join(' and ')
  return `the L1 check needs ${what}; without it, promotions rest on the rollup nodes alone (derivation.l1Check: false)`
}
