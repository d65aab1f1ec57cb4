import type { ScenarioName } from '../options.ts'
import { engineDown } from './engine-down.ts'
import { mismatch } from './mismatch.ts'
import { outage } from './outage.ts'
import { restart } from './restart.ts'
import type { Scenario } from './scenario.ts'

export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  outage,
  mismatch,
  restart,
  'engine-down': engineDown,
}
