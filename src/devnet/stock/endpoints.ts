import type { Endpoints } from '../events.ts'
import type { FollowerPlace } from './follower-place.ts'
import type { L1 } from './l1.ts'
import type { Sequencer } from './rollup.ts'

export interface Told {
  readonly l1: L1
  readonly sequencer: Sequencer
  readonly place: FollowerPlace
}

/** For a person who wants to ask them. */
export function endpointsOf({ l1, sequencer, place }: Told): Endpoints {
  return {
    l1: l1.url,
    sequencerNode: sequencer.node.url,
    followerNode: place.node.url,
    followerClient: place.client.rpc.url,
    follower: place.follower.rpc.url,
    enginePort: place.engineUrl,
  }
}
