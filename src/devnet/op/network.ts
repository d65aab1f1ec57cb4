import type { BlockRef, Hash } from '../../../machines/values.ts'
import { readJwtSecret } from '../../adapters/execution-client/jwt-secret.ts'
import { createL1 } from '../../adapters/l1/l1.ts'
import type { ExecutionClientPort } from '../../ports/execution-client.ts'
import type { ExecutionPayload } from '../../wire/payload.ts'
import type { AttesterSeat } from '../attester-seat.ts'
import type { Chronicle } from '../chronicle.ts'
import type { FollowerSeat } from '../follower-seat.ts'
import type { NetworkOptions } from '../network.ts'
import type { RollupBlock } from '../rollup/chain.ts'
import { settleAt } from '../rollup/genesis.ts'
import { connectL1 } from '../rollup/l1-chain.ts'
import { serveNode } from '../rollup/serve-node.ts'
import type { Verifier } from '../rollup/verifier.ts'
import { takeSeats } from '../take-seats.ts'
import { type OpClient, startOpClient } from './client.ts'
import { genesisOf, opGenesis } from './genesis.ts'
import { type OpL1, startOpL1 } from './l1.ts'
import { type OpRules, writeRules } from './rules.ts'
import { createOpSequencer, type OpSequencer } from './sequencer.ts'
import { createOpVerifier } from './verifier.ts'

/** The OP network while it runs: a real L1, OP blocks from it, and a follower that rebuilds them (tier T2). */
export interface OpNetwork {
  readonly chronicle: Chronicle
  readonly l1: OpL1
  readonly sequencer: OpSequencer
  readonly verifier: Verifier
  readonly attester: AttesterSeat
  readonly follower: FollowerSeat
  /** What the follower's client calls safe, asked past the follower. */
  readonly safe: () => Promise<BlockRef | null>
  /** A block of the follower's client as a whole; null when it has none of this hash. */
  readonly payload: (hash: Hash) => Promise<ExecutionPayload | null>
}

interface Ground {
  readonly l1: OpL1
  readonly genesis: RollupBlock
  readonly written: OpRules
  readonly sequencerClient: OpClient
  readonly followerClient: OpClient
}

interface Nodes {
  readonly sequencer: OpSequencer
  readonly sequencerUrl: string
  readonly verifier: Verifier
  readonly verifierUrl: string
}

const callDeadlineMs = 5_000

/** Starts everything; resolves when the follower runs. What was started is undone by `cleanup`. */
export async function startOpNetwork(options: NetworkOptions): Promise<OpNetwork> {
  const { chronicle, signal } = options
  chronicle.announce({
    event: 'step',
    outcome: 'doing',
    text: 'the execution clients are twins in memory: they build OP blocks without executing them',
  })
  const ground = await prepare(options)
  const { l1, written, sequencerClient, followerClient } = ground
  const nodes = await openNodes(options, ground)
  const { attester, follower } = await takeSeats({
    ...options,
    ...nodes,
    l1Url: l1.url,
    clientUrl: followerClient.url,
    derivation: written.derivation,
    attested: sequencerClient.port,
  })
  chronicle.announce({
    event: 'ready',
    endpoints: {
      l1: l1.url,
      sequencerNode: nodes.sequencerUrl,
      followerNode: nodes.verifierUrl,
      followerClient: followerClient.url,
      follower: follower.rpcUrl(),
    },
  })
  return { ...nodes, chronicle, l1, attester, follower, ...reading(followerClient.port, signal) }
}

async function prepare(options: NetworkOptions): Promise<Ground> {
  const { workspace, cleanup, signal } = options
  const l1 = await startOpL1(options)
  const envelope = opGenesis(l1.founding)
  const genesis = genesisOf(envelope, l1.founding)
  const written = await writeRules(workspace, l1.founding, genesis.ref)
  const jwtSecret = await readJwtSecret(workspace.jwtSecretPath)
  const sequencerClient = await startOpClient(envelope, jwtSecret, cleanup)
  const followerClient = await startOpClient(envelope, jwtSecret, cleanup)
  await settleAt(genesis.ref, followerClient.port, signal)
  return { l1, genesis, written, sequencerClient, followerClient }
}

async function openNodes({ clock, cleanup, signal }: NetworkOptions, ground: Ground): Promise<Nodes> {
  const { l1: anvil, genesis, written, sequencerClient } = ground
  const l1 = connectL1(anvil.url, signal)
  const l1Genesis = anvil.founding
  const origins = createL1({ urls: [anvil.url], deadlineMs: callDeadlineMs })
  const { rules } = written
  const client = sequencerClient.port
  const sequencer = createOpSequencer({ client, rules, l1, origins, genesis, l1Genesis, clock })
  const verifier = createOpVerifier({ ...sequencer, l1, genesis: genesis.ref, l1Genesis })
  const sequencerUrl = await serveNode(sequencer, true, cleanup)
  const verifierUrl = await serveNode(verifier, false, cleanup)
  return { sequencer, sequencerUrl, verifier, verifierUrl }
}

function reading(client: ExecutionClientPort, signal: AbortSignal): Pick<OpNetwork, 'safe' | 'payload'> {
  return {
    safe: async () => {
      const answer = await client.block({ tag: 'safe' }, signal)
      if (answer.kind !== 'ok' || answer.value === null) return null
      return { number: answer.value.number, hash: answer.value.hash }
    },
    payload: async (hash) => {
      const answer = await client.payload(hash, signal)
      return answer.kind === 'ok' ? (answer.value?.payload ?? null) : null
    },
  }
}
