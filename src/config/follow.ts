import type { Address } from '../../machines/values.ts'
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
  /** The other modes are refused by the rules, so no value of theirs gets this far. */
  readonly mode: 'shadow'
  readonly chainId: number
  readonly rollupRpcUrls: readonly string[]
  readonly l1Url: string | null
  readonly client: ClientConfig | null
  readonly attesters: readonly Address[]
  readonly threshold: number
  readonly acceptDraftDomain: boolean
  readonly dataDir: string
  readonly p2p: P2pConfig
  readonly rpc: { readonly addr: string; readonly port: number; readonly enableAdmin: boolean }
  readonly log: LogConfig
}

export function followConfig(values: Values<'follow'>): FollowConfig {
  return {
    mode: 'shadow',
    chainId: values['l2.chain-id'],
    rollupRpcUrls: values['rollup-rpc'],
    l1Url: values.l1,
    client: clientConfig(values.l2, values['l2.jwt-secret']),
    attesters: values.attesters,
    threshold: values['attesters.threshold'],
    acceptDraftDomain: values['wire.draft-domain'],
    dataDir: values['data-dir'],
    p2p: p2pConfig(values),
    rpc: { addr: values['rpc.addr'], port: values['rpc.port'], enableAdmin: values['rpc.enable-admin'] },
    log: logConfig(values),
  }
}

/** What no single option can know: how they stand to each other. */
export function judgeFollow(values: Values<'follow'>): readonly string[] {
  return [
    ...judgeMode(values.mode),
    ...judgeThreshold(values.attesters.length, values['attesters.threshold']),
    ...judgeClient(values.l2, values['l2.jwt-secret']),
  ]
}

function judgeMode(mode: Values<'follow'>['mode']): readonly string[] {
  if (mode === 'gateway') return ['--mode gateway comes later; use --mode shadow']
  if (mode === 'shadow') return []
  return [
    '--mode engine runs in the embedded network only (op-follower devnet): without the engine port, ' +
      'a stock rollup node would be a second writer to the same execution client; use --mode shadow',
  ]
}

function judgeThreshold(attesters: number, threshold: number): readonly string[] {
  if (threshold <= attesters) return []
  return [`--attesters.threshold: expected at most the ${attesters} --attesters given; seen '${threshold}'`]
}

function judgeClient(url: string | null, jwtSecretPath: string | null): readonly string[] {
  return url === null && jwtSecretPath !== null ? ['--l2.jwt-secret sets nothing without --l2'] : []
}
