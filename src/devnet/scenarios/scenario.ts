import { type Network, type NetworkOptions, startNetwork } from '../network.ts'
import { type OpNetwork, startOpNetwork } from '../op/network.ts'
import type { Stage } from './stage.ts'

/** One story: what it is about, and how it goes on a network that runs. It throws where it goes differently. */
export interface Story<N> {
  readonly about: string
  readonly play: (network: N, stage: Stage) => Promise<void>
}

export type Scenario = Story<Network>

/** A story with the network that it needs. */
export interface Performance {
  readonly about: string
  readonly perform: (options: NetworkOptions, stage: Stage) => Promise<void>
}

/** On real execution clients, which know no deposits. */
export function onRealClients(story: Story<Network>): Performance {
  return performance(story, startNetwork)
}

/** On twins in memory, whose blocks are made from L1. */
export function onOpTwins(story: Story<OpNetwork>): Performance {
  return performance(story, startOpNetwork)
}

function performance<N>(
  { about, play }: Story<N>,
  start: (options: NetworkOptions) => Promise<N>,
): Performance {
  return { about, perform: async (options, stage) => play(await start(options), stage) }
}
