import type { Network } from '../network.ts'
import type { Stage } from './stage.ts'

/** One story: what it is about, and how it goes. It throws where it goes differently. */
export interface Scenario {
  readonly about: string
  readonly play: (network: Network, stage: Stage) => Promise<void>
}
