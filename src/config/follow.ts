import type { Address } from '../../machines/values.ts'
import type { DerivationConfig, RollupConfigSource } from '../follower/config.ts'
import type { Values } from './options.ts'
import {
  type ClientConfig,
  clientConfig,
  type LogConfig,
  logConfig,
  type P2pConfig,
  p2pConfig,
} from './parts.ts'

/** What `op-follower follow` runs with. */
export interface FollowConfig {
  readonly mode: Values<'follow'>['mode']
  readonly chainId: number
  readonly rollupRpcUrls: readonly string[]
  readonly l1Urls: readonly string[]
  readonly l1TrustRpc: boolean
  readonly derivation: DerivationConfig
  readonly client: ClientConfig | null
  /** Null outside engine mode. */
  readonly engine: EngineConfig | null
  readonly gateway: { readonly localSafe: Values<'follow'>['gateway.local-safe'] }
  readonly attesters: readonly Address[]
  readonly threshold: number
  readonly acceptDraftDomain: boolean
  readonly dataDir: string
  readonly p2p: P2pConfig
  readonly rpc: RpcConfig
  readonly log: LogConfig
}

interface RpcConfig {
  readonly addr: string
  readonly port: number
  /** Besides localhost and IP addresses; `*` for any. */
  readonly vhosts: readonly string[]
  readonly enableAdmin: boolean
}

/** Where the rollup node finds us. A null path stands for the secret of the execution client. */
interface EngineConfig {
  readonly addr: string
  readonly port: number
  readonly jwtSecretPath: string | null
}

export function followConfig(values: Values<'follow'>): FollowConfig {
  return {
    mode: values.mode,
    chainId: values['l2.chain-id'],
    rollupRpcUrls: values['rollup-rpc'],
    l1Urls: values.l1,
    l1TrustRpc: values['l1.trustrpc'],
    derivation: derivationConfig(values),
    client: clientConfig(values.l2, values['l2.jwt-secret']),
    engine: engineConfig(values),
    gateway: { localSafe: values['gateway.local-safe'] },
    attesters: values.attesters,
    threshold: values['attesters.threshold'],
    acceptDraftDomain: values['wire.draft-domain'],
    dataDir: values['data-dir'],
    p2p: p2pConfig(values),
    rpc: rpcConfig(values),
    log: logConfig(values),
  }
}

function rpcConfig(values: Values<'follow'>): RpcConfig {
  return {
    addr: values['rpc.addr'],
    port: values['rpc.port'],
    vhosts: values['rpc.vhosts'],
    enableAdmin: values['rpc.enable-admin'],
  }
}

function derivationConfig(values: Values<'follow'>): DerivationConfig {
  if (!values['derivation.l1-check']) return { l1Check: false }
  return {
    l1Check: true,
    rollup: rollupConfigSource(values),
    l1ChainConfigPath: values['rollup.l1-chain-config'],
    pastUnknownForks: values['derivation.past-unknown-forks'],
  }
}

function rollupConfigSource(values: Values<'follow'>): RollupConfigSource {
  const { network: name, 'rollup.config': path } = values
  if (name !== null) return { kind: 'network', name }
  return path === null ? { kind: 'node' } : { kind: 'file', path }
}

function engineConfig(values: Values<'follow'>): EngineConfig | null {
  if (values.mode !== 'engine') return null
  return {
    addr: values['engine.addr'],
    port: values['engine.port'],
    jwtSecretPath: values['engine.jwt-secret'],
  }
}
