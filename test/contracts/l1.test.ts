import { l1Contract } from './l1-contract.ts'
import { l1OriginsContract } from './l1-origins-contract.ts'
import { anvilWorld, memoryWorld, servedWorld } from './l1-worlds.ts'

for (const [subject, open] of [
  ['the in-memory twin', memoryWorld],
  ['the twin behind HTTP', servedWorld],
  ['a real anvil', anvilWorld],
] as const) {
  l1Contract(subject, open)
  l1OriginsContract(subject, open)
}
