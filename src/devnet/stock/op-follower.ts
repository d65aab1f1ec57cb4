import * as Schema from 'effect/Schema'
import { hashSchema } from '../../wire/json-values.ts'
import { freePort } from '../free-port.ts'
import type { Chain } from './chain/chain.ts'
import { createIdentity } from './identity.ts'
import type { L1 } from './l1.ts'
import type { ToldAttester } from './op-attester.ts'
import type { OpGeth } from './op-geth.ts'
import { createOwnProgram } from './own-program.ts'
import type { Program } from './program.ts'
import { createRpc, type Rpc } from './rpc.ts'
import type { Site } from './site.ts'

/** `op-follower follow`, told of everything by its command line. */
export interface OpFollower extends Program {
  /** Its own RPC: `follower_*`, `optimism_*`. */
  readonly rpc: Rpc
  readonly multiaddr: string
  /** Null when it does not answer. */
  readonly status: () => Promise<FollowerStatus | null>
}

export interface OpFollowerOptions {
  readonly name: string
  readonly mode: 'shadow' | 'gateway' | 'engine'
  /** Of the port in front of its client; in engine mode only. */
  readonly enginePort?: number
  readonly nodeUrl: string
  readonly client: OpGeth
  readonly attesters: readonly ToldAttester[]
  /** Besides its attesters. */
  readonly staticPeers?: readonly string[]
  /** Where it answers; a free port of loopback when it is all the same. */
  readonly rpc?: RpcAddress
  /** Rebuilds blocks from L1, as it does unless it is told otherwise. */
  readonly l1Check?: boolean
  readonly more?: readonly string[]
}

export interface RpcAddress {
  readonly addr: string
  /** 0 for a free one. */
  readonly port: number
}

const head = Schema.NullOr(Schema.Struct({ number: Schema.Int, hash: hashSchema }))

const status = Schema.Struct({
  state: Schema.String,
  heads: Schema.Struct({
    unsafe: head,
    localSafe: head,
    attested: head,
    crossSafe: head,
    finalized: head,
  }),
  trustedBase: head,
  footing: Schema.NullOr(Schema.Struct({ tier: Schema.NullOr(Schema.Int) })),
  consolidation: Schema.Struct({ enabled: Schema.Boolean, watermark: head }),
  blockers: Schema.Array(Schema.String),
  peers: Schema.Int,
  attesters: Schema.Array(Schema.Struct({ newest: head })),
  haltedBy: Schema.NullOr(Schema.String),
})

/** The part of `follower_status` that stories look at. */
export type FollowerStatus = typeof status.Type

/** The part of `follower_explain` that is shown. */
export const explanation = Schema.Struct({
  blockers: Schema.Array(Schema.Struct({ code: Schema.String, detail: Schema.String })),
})

/** Not started yet. */
export async function createOpFollower(
  site: Site,
  l1: L1,
  chain: Chain,
  options: OpFollowerOptions,
): Promise<OpFollower> {
  const { name, mode, enginePort } = options
  const { addr, port } = await chosen(options.rpc)
  const identity = await createIdentity(site, name)
  const rpc = createRpc(`http://${addr}:${port}`)
  const readStatus = () => rpc.attempt(status, 'follower_status')
  const program = createOwnProgram(site, {
    name,
    args: [
      ['follow', `--mode=${mode}`, `--l2.chain-id=${chain.chainId}`, `--l1=${l1.url}`],
      [`--data-dir=${await site.workspace.directory(name)}`, '--log.level=debug'],
      [`--p2p.listen.tcp=${identity.port}`, `--p2p.priv.path=${identity.keyPath}`],
      [`--rpc.addr=${addr}`, `--rpc.port=${port}`, '--rpc.enable-admin'],
      rulesArguments(chain, options),
      neighbourArguments(site, options),
      enginePort === undefined ? [] : [`--engine.port=${enginePort}`],
      options.more ?? [],
    ].flat(),
    isReady: async () => (await readStatus()) !== null,
  })
  return { ...program, rpc, multiaddr: identity.multiaddr, status: readStatus }
}

async function chosen({ addr, port }: RpcAddress = { addr: '127.0.0.1', port: 0 }): Promise<RpcAddress> {
  return { addr, port: port === 0 ? await freePort() : port }
}

function rulesArguments({ files }: Chain, { l1Check = true }: OpFollowerOptions): readonly string[] {
  if (!l1Check) return ['--derivation.l1-check=false']
  return [`--rollup.config=${files.rollup}`, `--rollup.l1-chain-config=${files.l1}`]
}

function neighbourArguments(
  { workspace }: Site,
  { nodeUrl, client, attesters, staticPeers = [] }: OpFollowerOptions,
): readonly string[] {
  const peers = [...attesters.map(({ multiaddr }) => multiaddr), ...staticPeers]
  return [
    `--rollup-rpc=${nodeUrl}`,
    `--l2=${client.engineUrl}`,
    `--l2.jwt-secret=${workspace.jwtSecretPath}`,
    `--attesters=${attesters.map(({ address }) => address).join(',')}`,
    ...(peers.length > 0 ? [`--p2p.static=${peers.join(',')}`] : []),
  ]
}
