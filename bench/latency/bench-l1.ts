import type { L1View } from '../../machines/values.ts'
import { createMemoryL1, type MemoryL1 } from '../../src/adapters/memory/l1.ts'

/** The same three blocks wherever it is made. */
export function benchL1(): MemoryL1 {
  const l1 = createMemoryL1()
  l1.chain.extend(2)
  return l1
}

/** Below the block that derivation has reached, as an attester's view nearly always is for us. */
export function attestedView(): L1View {
  const { number, hash } = benchL1().chain.at(1)!
  return { number, hash }
}
