import type { ScenarioName } from '../../options.ts'
import { l1Reorg } from './l1-reorg.ts'
import { replacement } from './replacement.ts'
import type { StockScenario } from './scenario.ts'

/** The others break what we wrote for them, and only that. */
export const stockScenarios: Readonly<Partial<Record<ScenarioName, StockScenario>>> = {
  replacement,
  'l1-reorg': l1Reorg,
}
