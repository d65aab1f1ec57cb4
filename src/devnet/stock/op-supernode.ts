import { createRollupNode } from '../../adapters/rollup-node/rollup-node.ts'
import type { SyncStatus } from '../../ports/rollup-node.ts'
import { freePort } from '../free-port.ts'
import type { Chain } from './chain/chain.ts'
import type { L1 } from './l1.ts'
import type { OpGeth } from './op-geth.ts'
import { createProgram, type Program } from './program.ts'
import type { Site } from './site.ts'

/** Derives several chains and verifies the messages between them; `safe_l2` of its chains is cross-safe. */
export interface OpSupernode extends Program {
  /** The RPC of one chain, as a rollup node's. */
  readonly url: (chainId: number) => string
  /** Null when it does not answer for the chain. */
  readonly status: (chainId: number) => Promise<SyncStatus | null>
}

export interface SupernodeSeat {
  readonly chain: Chain
  /** An execution client of its own. */
  readonly client: OpGeth
}

const callDeadlineMs = 5_000
const noBeacon = 'http://127.0.0.1:1'

/** Not started yet. */
export async function createOpSupernode(
  site: Site,
  l1: L1,
  seats: readonly SupernodeSeat[],
  activationTimestamp: number,
): Promise<OpSupernode> {
  const port = await freePort()
  const url = (chainId: number) => `http://127.0.0.1:${port}/${chainId}`
  const status = async (chainId: number) => {
    const node = createRollupNode({ url: url(chainId), deadlineMs: callDeadlineMs })
    const answer = await node.syncStatus(AbortSignal.timeout(callDeadlineMs))
    return answer.kind === 'ok' ? answer.value : null
  }
  const chainIds = seats.map(({ chain }) => chain.chainId)
  const program = createProgram(site, {
    name: 'op-supernode',
    command: site.executables['op-supernode'],
    args: [
      [`--chains=${chainIds.join(',')}`, `--data-dir=${await site.workspace.directory('op-supernode')}`],
      [`--l1=${l1.url}`, `--l1.beacon=${noBeacon}`, '--l1.http-poll-interval=1s'],
      ['--disable-p2p', '--rpc.addr=127.0.0.1', `--rpc.port=${port}`, '--log.level=info'],
      [`--interop.activation-timestamp=${activationTimestamp}`],
      ...seats.map((seat) => chainArguments(site, l1, seat)),
    ].flat(),
    isReady: async () => (await Promise.all(chainIds.map(status))).every((one) => one !== null),
  })
  return { ...program, url, status }
}

function chainArguments(
  { workspace }: Site,
  { blockSeconds }: L1,
  { chain, client }: SupernodeSeat,
): string[] {
  const { chainId, files } = chain
  return [
    `rollup.config=${files.rollup}`,
    `rollup.l1-chain-config=${files.l1}`,
    `interop.dependency-set=${files.dependencies}`,
    `l2=${client.engineUrl}`,
    `l2.jwt-secret=${workspace.jwtSecretPath}`,
    'l1.beacon.ignore',
    'l1.rpckind=standard',
    `l1.beacon.slot-duration-override=${blockSeconds}`,
    'l1.epoch-poll-interval=2s',
    'verifier.l1-confs=0',
  ].map((argument) => `--vn.${chainId}.${argument}`)
}
