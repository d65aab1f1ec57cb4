import type { BlockRef } from '../../machines/values.ts'
import type { RollupNodeEngine } from '../actors/engine/engine.ts'
import type { DerivationConfig } from '../follower/config.ts'
import { type Follower, type OpenedFollower, openFollower } from '../follower/index.ts'
import type { LogPort } from '../ports/log.ts'
import type { EvidenceBundle } from '../ports/store.ts'
import { createRpcServer, type RpcServer } from '../server/rpc-server.ts'
import { explanationText } from '../views/text/explanation.ts'
import type { AttesterSeat } from './attester-seat.ts'
import type { Chronicle } from './chronicle.ts'
import { l2ChainId } from './processes.ts'
import { type RememberedExplanations, rememberExplanations } from './remember-explanations.ts'
import { createSeat, type Occupant, type Seat } from './seat.ts'
import { watchFollower } from './watch-follower.ts'
import type { Workspace } from './workspace.ts'

/** Where the follower sits, between its rollup node and its execution client. */
export interface FollowerSeat extends Seat {
  /** Where `op-follower status` and `explain` ask. */
  readonly rpcUrl: () => string
  readonly crossSafe: () => BlockRef | null
  /** What `op-follower explain` prints, line by line. */
  readonly explanation: () => readonly string[]
  /** The same as it was when this reason last stood in the way; null when it never did. */
  readonly explanationOf: (code: string) => readonly string[] | null
  /** What halts it; null when nothing does. */
  readonly openEvidence: () => EvidenceBundle | null
  readonly acknowledge: (evidenceId: string) => void
}

export interface FollowerSeatOptions {
  readonly workspace: Workspace
  readonly chronicle: Chronicle
  readonly attester: AttesterSeat
  /** The rollup node, which runs while the follower does. */
  readonly verifier: { readonly run: (engine: RollupNodeEngine, signal: AbortSignal) => Promise<void> }
  readonly verifierUrl: string
  readonly l1Url: string
  readonly clientUrl: string
  readonly derivation: DerivationConfig
  readonly rpc: { readonly addr: string; readonly port: number }
  readonly log: LogPort
  readonly onBroken: (error: unknown) => void
}

/** Polls twice a block, so that a demonstration does not wait for itself. */
const links = { pollIntervalMs: 500 }

export function createFollowerSeat(options: FollowerSeatOptions): FollowerSeat {
  const seat = createSeat(() => occupy(options))
  const occupant = (): FollowerOccupant => {
    const present = seat.occupant()
    if (present === null) throw new Error('the follower does not run')
    return present
  }
  const follower = () => occupant().follower
  return {
    start: seat.start,
    stop: seat.stop,
    rpcUrl: () => occupant().rpcUrl,
    crossSafe: () => follower().status().heads.crossSafe,
    explanation: () => explanationText(follower().explain()).trimEnd().split('\n'),
    explanationOf: (code) => occupant().explained.of(code),
    openEvidence: () => {
      const { haltedBy } = follower().status()
      return (
        follower()
          .evidence()
          .find(({ evidence }) => evidence.id === haltedBy) ?? null
      )
    },
    acknowledge: (evidenceId) => {
      const { kind } = follower().acknowledgeHalt(evidenceId)
      if (kind !== 'acknowledged') throw new Error(`acknowledging ${evidenceId}: ${kind}`)
    },
  }
}

interface FollowerOccupant extends Occupant {
  readonly follower: Follower
  readonly rpcUrl: string
  readonly explained: RememberedExplanations
}

/** The follower, its RPC server, and the rollup node that speaks to the client only through its gate. */
async function occupy(options: FollowerSeatOptions): Promise<FollowerOccupant> {
  const opened = await open(options)
  const server = await serve(options, opened).catch(async (error: unknown) => {
    await opened.close()
    throw error
  })
  const leaving = new AbortController()
  const endWatch = watchFollower(opened.follower, options.chronicle)
  const explained = rememberExplanations(opened.follower)
  opened.follower.on('failed', ({ error }) => options.onBroken(error))
  await opened.follower.start()
  const driving = options.verifier.run(opened.gate!, leaving.signal).catch(options.onBroken)
  const stop = async () => {
    leaving.abort()
    await driving
    endWatch()
    explained.end()
    await server.close()
    await opened.close()
  }
  return { follower: opened.follower, rpcUrl: server.url, explained, stop }
}

async function open(options: FollowerSeatOptions): Promise<OpenedFollower> {
  const { workspace, attester, verifierUrl, l1Url, clientUrl, derivation, log } = options
  return openFollower({
    mode: 'engine',
    chainId: l2ChainId,
    attesters: [attester.address],
    rollupRpcUrls: [verifierUrl],
    l1Urls: [l1Url],
    l1TrustRpc: false,
    derivation,
    client: { url: clientUrl, jwtSecretPath: workspace.jwtSecretPath },
    dataDir: await workspace.directory('follower'),
    p2p: { listenIp: '127.0.0.1', listenTcp: 0, staticPeers: attester.multiaddrs(), identityPath: null },
    links,
    log,
  })
}

function serve({ rpc, log }: FollowerSeatOptions, { view }: OpenedFollower): Promise<RpcServer> {
  const onDefect = (method: string, error: unknown) => log.error('an RPC method failed', { method, error })
  return createRpcServer({ ...rpc, view, enableAdmin: true, onDefect })
}
