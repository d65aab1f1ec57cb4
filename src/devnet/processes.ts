import { type Anvil, startAnvil } from './anvil.ts'
import type { Cleanup } from './cleanup.ts'
import { type EthereumjsClientPorts, startEthereumjsClient } from './ethereumjs-client.ts'
import { l2Genesis } from './l2-genesis.ts'
import type { Reaper } from './reaper/reaper.ts'
import type { Workspace } from './workspace.ts'

/** A client that can crash and come back at the same address with the same data. */
export interface ClientSeat {
  readonly url: string
  readonly rpcUrl: string
  readonly kill: () => Promise<void>
  readonly restart: () => Promise<void>
}

export interface Processes {
  readonly l1: Anvil
  readonly sequencerClient: ClientSeat
  readonly followerClient: ClientSeat
}

export interface ProcessesOptions {
  readonly workspace: Workspace
  readonly reaper: Reaper
  readonly cleanup: Cleanup
  /** Of block 0 of the rollup, in Unix seconds. */
  readonly timestamp: number
}

export const l1ChainId = 900
export const l2ChainId = 901
const l1BlockTimeSeconds = 1
/** Short epochs, so that finality moves while somebody watches. */
const slotsInAnEpoch = 2

/** Starts the L1 and two execution clients side by side. What was started is stopped even if one of them fails. */
export async function startProcesses(options: ProcessesOptions): Promise<Processes> {
  const genesis = l2Genesis({ chainId: l2ChainId, timestamp: options.timestamp })
  const started = await Promise.allSettled([
    startL1(options),
    startClient('sequencer-client', genesis, options),
    startClient('follower-client', genesis, options),
  ])
  const [l1, sequencerClient, followerClient] = started
  if (l1.status === 'rejected') throw l1.reason
  if (sequencerClient.status === 'rejected') throw sequencerClient.reason
  if (followerClient.status === 'rejected') throw followerClient.reason
  return { l1: l1.value, sequencerClient: sequencerClient.value, followerClient: followerClient.value }
}

async function startL1({ reaper, cleanup }: ProcessesOptions): Promise<Anvil> {
  const anvil = await startAnvil({
    chainId: l1ChainId,
    blockTimeSeconds: l1BlockTimeSeconds,
    slotsInAnEpoch,
    port: 0,
    onSpawn: reaper.watch,
  })
  cleanup.defer(async () => {
    await anvil.stop()
    reaper.forget(anvil.pid)
  })
  return anvil
}

async function startClient(
  name: string,
  genesis: ReturnType<typeof l2Genesis>,
  { workspace, reaper, cleanup }: ProcessesOptions,
): Promise<ClientSeat> {
  const settings = {
    dataDir: await workspace.directory(name),
    genesis,
    jwtSecretPath: workspace.jwtSecretPath,
    onSpawn: reaper.watch,
  }
  const start = (ports?: EthereumjsClientPorts) =>
    startEthereumjsClient({ ...settings, ...(ports && { ports }) })
  /** Kept as a promise, so that an end in the middle of a start waits for what it must kill. */
  let running = start()
  const kill = async () => {
    const client = await running
    await client.stop()
    reaper.forget(client.pid)
  }
  const { url, rpcUrl, ports } = await running
  cleanup.defer(() => kill().catch(() => undefined))
  const restart = async () => {
    running = start(ports)
    await running
  }
  return { url, rpcUrl, kill, restart }
}
