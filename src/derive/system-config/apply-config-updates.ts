import type { RollupConfig } from '../config/rollup-config.ts'
import { isActive } from '../forks.ts'
import type { Log, Receipt } from '../receipt.ts'
import type { SystemConfig } from '../system-config.ts'
import { type ConfigUpdate, configUpdateTopic, decodeConfigUpdate } from './config-update.ts'
import { isEcotoneScalar } from './fee-scalars.ts'

/**
 * The system config after the events of an L1 block. A malformed event changes nothing and the others
 * count: L1 cannot take it back, so a chain must be able to go on past it.
 */
export function applyConfigUpdates(
  config: SystemConfig,
  receipts: readonly Receipt[],
  rollup: RollupConfig,
  l1Time: number,
): SystemConfig {
  const sinceEcotone = isActive(rollup.forks, 'ecotone', l1Time)
  let updated = config
  for (const log of eventsOf(receipts, rollup)) {
    const update = decodeConfigUpdate(log)
    if (update.kind === 'malformed') continue
    updated = { ...updated, ...(sinceEcotone ? ecotoneScalar(update.value) : update.value) }
  }
  return updated
}

function eventsOf(receipts: readonly Receipt[], { l1SystemConfig }: RollupConfig): readonly Log[] {
  return receipts
    .filter(({ succeeded }) => succeeded)
    .flatMap(({ logs }) => logs)
    .filter(({ address, topics }) => address === l1SystemConfig && topics[0] === configUpdateTopic)
}

/** Since Ecotone the overhead is zero, and a scalar of an unknown version is passed over. */
function ecotoneScalar(update: ConfigUpdate): ConfigUpdate {
  if (update.scalar === undefined) return update
  return isEcotoneScalar(update.scalar) ? { overhead: zeroWord, scalar: update.scalar } : {}
}

const zeroWord = `0x${'00'.repeat(32)}` as const
