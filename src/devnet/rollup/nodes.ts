import type { ClockPort } from '../../ports/clock.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { Cleanup } from '../cleanup.ts'
import { readGenesis, settleAt } from './genesis.ts'
import { connectL1 } from './l1-chain.ts'
import { createSequencer, type Sequencer } from './sequencer.ts'
import { serveNode } from './serve-node.ts'
import { createVerifier, type Verifier } from './verifier.ts'

/** Both rollup nodes of the embedded network, each with its JSON-RPC on loopback. */
export interface RollupNodes {
  readonly sequencer: Sequencer
  readonly sequencerUrl: string
  readonly verifier: Verifier
  readonly verifierUrl: string
}

export interface RollupNodesOptions {
  readonly l1Url: string
  readonly sequencerClient: ExecutionClientPort
  readonly followerClient: ExecutionClientPort
  readonly clock: ClockPort
  readonly cleanup: Cleanup
  readonly signal: AbortSignal
}

/** Connects and serves; nothing is sealed before `sequencer.run`. */
export async function openRollupNodes(options: RollupNodesOptions): Promise<RollupNodes> {
  const { sequencerClient: client, followerClient, clock, cleanup, signal } = options
  const l1 = connectL1(options.l1Url, signal)
  const genesis = await readGenesis(l1, client, signal)
  await settleAt(genesis.l2, followerClient, signal)
  const shared = { l1, genesis: genesis.l2, l1Genesis: genesis.l1 }
  const sequencer = createSequencer({ ...shared, client, clock })
  const verifier = createVerifier({ ...shared, blocksAfter: sequencer.blocksAfter })
  const sequencerUrl = await serveNode(sequencer, true, cleanup)
  const verifierUrl = await serveNode(verifier, false, cleanup)
  return { sequencer, sequencerUrl, verifier, verifierUrl }
}
