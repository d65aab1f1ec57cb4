import type { ScenarioName } from '../options.ts'
import { engineDown } from './engine-down.ts'
import { l1Reorg } from './l1-reorg.ts'
import { mismatch } from './mismatch.ts'
import { outage } from './outage.ts'
import { replacement } from './replacement.ts'
import { restart } from './restart.ts'
import { onOpTwins, onRealClients, type Performance } from './scenario.ts'

export const scenarios: Readonly<Record<ScenarioName, Performance>> = {
  outage: onRealClients(outage),
  mismatch: onRealClients(mismatch),
  restart: onRealClients(restart),
  'engine-down': onRealClients(engineDown),
  replacement: onOpTwins(replacement),
  'l1-reorg': onOpTwins(l1Reorg),
}
