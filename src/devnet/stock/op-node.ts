import { createRollupNode } from '../../adapters/rollup-node/rollup-node.ts'
import type { SyncStatus } from '../../ports/rollup-node.ts'
import { freePort } from '../free-port.ts'
import type { Chain } from './chain/chain.ts'
import { createIdentity } from './identity.ts'
import type { L1 } from './l1.ts'
import { createProgram, type Program } from './program.ts'
import type { Site } from './site.ts'

/** A rollup node of one chain. */
export interface OpNode extends Program {
  readonly url: string
  readonly multiaddr: string
  /** Null when it does not answer. */
  readonly status: () => Promise<SyncStatus | null>
  /**
   * How often it has begun its derivation anew; once at each start. While its engine is not there it tries
   * again without a pause, and has not begun.
   */
  readonly resets: () => Promise<number>
}

export interface OpNodeOptions {
  readonly name: string
  /** Where it finds its execution client: the client's engine port, or that of op-follower. */
  readonly engineUrl: string
  /** Makes blocks, and signs them with the chain's key. */
  readonly sequences?: boolean
  /** Peers from which it hears unsafe blocks. */
  readonly staticPeers?: readonly string[]
  /** Instead of deriving it believes this RPC: a Light CL. */
  readonly followSource?: string
}

const callDeadlineMs = 5_000
const resetWords = 'Reset of Engine is completed'

/** Not started yet. */
export async function createOpNode(
  site: Site,
  l1: L1,
  chain: Chain,
  options: OpNodeOptions,
): Promise<OpNode> {
  const { name } = options
  const identity = await createIdentity(site, name)
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const node = createRollupNode({ url, deadlineMs: callDeadlineMs })
  const status = async () => {
    const answer = await node.syncStatus(AbortSignal.timeout(callDeadlineMs))
    return answer.kind === 'ok' ? answer.value : null
  }
  const program = createProgram(site, {
    name,
    command: site.executables['op-node'],
    args: [
      ['--rpc.addr=127.0.0.1', `--rpc.port=${port}`, '--rpc.enable-admin', '--log.level=info'],
      [`--l2=${options.engineUrl}`, `--l2.jwt-secret=${site.workspace.jwtSecretPath}`],
      [`--p2p.listen.tcp=${identity.port}`, `--p2p.priv.path=${identity.keyPath}`],
      peerArguments,
      l1Arguments(l1),
      chainArguments(chain),
      roleArguments(chain, options),
    ].flat(),
    isReady: async () => (await status()) !== null,
  })
  const resets = async () => (await program.log()).split(resetWords).length - 1
  return { ...program, url, multiaddr: identity.multiaddr, status, resets }
}

/** Batches are call data, so there is no beacon node to ask for blobs or for the length of a slot. */
function l1Arguments({ url, blockSeconds }: L1): readonly string[] {
  return [
    [`--l1=${url}`, '--l1.rpckind=standard', '--l1.http-poll-interval=1s', '--l1.epoch-poll-interval=2s'],
    ['--l1.beacon.ignore', `--l1.beacon.slot-duration-override=${blockSeconds}`, '--verifier.l1-confs=0'],
  ].flat()
}

function chainArguments({ files }: Chain): readonly string[] {
  const { rollup, l1, dependencies } = files
  return [
    `--rollup.config=${rollup}`,
    `--rollup.l1-chain-config=${l1}`,
    ...(dependencies === null ? [] : [`--interop.dependency-set=${dependencies}`]),
  ]
}

/** The list of boot nodes that it would use otherwise is resolved at its start, which fails without a network. */
const nobody =
  'enode://ddc85a1bad915e1f557d54cf92feb8b8e2ddc1454fb0855bdc611ae71ca74e0a' +
  '212176551e7cc8b4a7804cb97e8519aa061e9a17a038c20cb959f72b6172b01c@127.0.0.1:19303'

const peerArguments = [
  ['--p2p.no-discovery', `--p2p.bootnodes=${nobody}`, '--p2p.ban.peers=false'],
  ['--p2p.listen.ip=127.0.0.1', '--p2p.listen.udp=0'],
  ['--p2p.peerstore.path=memory', '--p2p.discovery.path=memory'],
].flat()

function roleArguments(
  { accounts }: Chain,
  { sequences = false, staticPeers = [], followSource }: OpNodeOptions,
): readonly string[] {
  const key = accounts.sequencer.privateKey.slice(2)
  return [
    ...(sequences ? ['--sequencer.enabled', '--sequencer.l1-confs=0', `--p2p.sequencer.key=${key}`] : []),
    ...(staticPeers.length > 0 ? [`--p2p.static=${staticPeers.join(',')}`] : []),
    ...(followSource === undefined ? [] : [`--l2.follow.source=${followSource}`]),
  ]
}
