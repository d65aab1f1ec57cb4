import type { BlockRef } from '../../machines/values.ts'
import { createExecutionClient } from '../adapters/execution-client/client.ts'
import { readJwtSecret } from '../adapters/execution-client/jwt-secret.ts'
import type { ClockPort } from '../ports/clock.ts'
import type { ExecutionClientPort } from '../ports/execution-client.ts'
import type { LogPort } from '../ports/log.ts'
import type { AttesterSeat } from './attester-seat.ts'
import type { Chronicle } from './chronicle.ts'
import type { Cleanup } from './cleanup.ts'
import type { Endpoints } from './events.ts'
import type { FollowerSeat } from './follower-seat.ts'
import { type ClientSeat, startProcesses } from './processes.ts'
import type { Reaper } from './reaper/reaper.ts'
import { openRollupNodes, type RollupNodes } from './rollup/nodes.ts'
import { withRival } from './rollup/with-rival.ts'
import { takeSeats } from './take-seats.ts'
import type { Workspace } from './workspace.ts'

/** The whole network while it runs, with what a story may do to it. */
export interface Network extends RollupNodes {
  readonly chronicle: Chronicle
  readonly attester: AttesterSeat
  readonly follower: FollowerSeat
  /** The process, to kill and to start again. */
  readonly followerClient: ClientSeat
  /** What the follower's client calls safe, asked past the follower; null when it does not answer. */
  readonly safe: () => Promise<BlockRef | null>
}

export interface NetworkOptions {
  readonly chronicle: Chronicle
  readonly workspace: Workspace
  readonly reaper: Reaper
  readonly cleanup: Cleanup
  readonly clock: ClockPort
  readonly log: LogPort
  readonly rpc: { readonly addr: string; readonly port: number }
  /** Called when a part breaks that nobody meant to break. */
  readonly onBroken: (error: unknown) => void
  readonly signal: AbortSignal
}

const callDeadlineMs = 10_000
/** The clients here execute no deposits, so L1 says nothing of their blocks. The log says that this is off. */
const derivation = { l1Check: false } as const

/** Starts everything; resolves when the follower runs. What was started is undone by `cleanup`. */
export async function startNetwork(options: NetworkOptions): Promise<Network> {
  const { workspace, clock, signal } = options
  const timestamp = Math.floor(clock.nowMs() / 1_000)
  const { l1, sequencerClient, followerClient } = await startProcesses({ ...options, timestamp })
  const jwtSecret = await readJwtSecret(workspace.jwtSecretPath)
  const connect = ({ url }: ClientSeat) =>
    createExecutionClient({ url, jwtSecret, deadlineMs: callDeadlineMs })
  const clients = { sequencerClient: connect(sequencerClient), followerClient: connect(followerClient) }
  const nodes = await openRollupNodes({ ...options, ...clients, l1Url: l1.url })

  const { attester, follower } = await takeSeats({
    ...options,
    ...nodes,
    l1Url: l1.url,
    clientUrl: followerClient.url,
    derivation,
    attested: withRival(clients.sequencerClient, nodes.sequencer),
  })
  const endpoints = endpointsOf(l1.url, nodes, followerClient, follower)
  options.chronicle.announce({ event: 'ready', endpoints })
  const safe = () => safeOf(clients.followerClient, signal)
  return { ...nodes, chronicle: options.chronicle, attester, follower, followerClient, safe }
}

/** For a person who wants to ask them. */
function endpointsOf(l1: string, nodes: RollupNodes, client: ClientSeat, follower: FollowerSeat): Endpoints {
  return {
    l1,
    sequencerNode: nodes.sequencerUrl,
    followerNode: nodes.verifierUrl,
    followerClient: client.rpcUrl,
    follower: follower.rpcUrl(),
  }
}

async function safeOf(client: ExecutionClientPort, signal: AbortSignal): Promise<BlockRef | null> {
  const answer = await client.block({ tag: 'safe' }, signal)
  if (answer.kind !== 'ok' || answer.value === null) return null
  return { number: answer.value.number, hash: answer.value.hash }
}
