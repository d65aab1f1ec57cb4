import type { Attestation } from '../values.ts'
import type { ConsolidationReading, DerivationReading, EngineReading, L1Reading } from './readings.ts'

/** Everything that can reach the follower from outside. Outcomes of invoked actors come on top. */
export type FollowerEvent =
  | { readonly type: 'attestation.accepted'; readonly attestation: Attestation }
  | { readonly type: 'derivation.read'; readonly reading: DerivationReading }
  | { readonly type: 'consolidation.read'; readonly reading: ConsolidationReading }
  | { readonly type: 'l1.read'; readonly reading: L1Reading }
  | { readonly type: 'engine.read'; readonly reading: EngineReading }
  | { readonly type: 'gossip.changed'; readonly peers: number; readonly trouble: string | null }
  | { readonly type: 'halt.acknowledged'; readonly evidenceId: string }
