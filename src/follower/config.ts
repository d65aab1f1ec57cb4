import type { Address } from '../../machines/values.ts'
import type { ClockPort } from '../ports/clock.ts'
import type { LogPort } from '../ports/log.ts'
import type { FollowerOptions } from './options.ts'

/** A follower by addresses and paths, as a command line gives it. */
export interface FollowerConfig
  extends Pick<
    FollowerOptions,
    'mode' | 'chainId' | 'threshold' | 'acceptDraftDomain' | 'delays' | 'limits' | 'links'
  > {
  readonly attesters: readonly Address[]
  readonly rollupRpcUrls: readonly string[]
  /** Endpoints of one L1, which stand in for each other. With none there is no finality, and no L1 check. */
  readonly l1Urls: readonly string[]
  /** True takes headers and receipts of L1 as they come, without proving them by the block hash. */
  readonly l1TrustRpc: boolean
  readonly derivation: DerivationConfig
  /** The execution client's authenticated port. Needed in engine mode; in the other modes it is only read. */
  readonly client: { readonly url: string; readonly jwtSecretPath: string | null } | null
  /**
   * Where the engine port listens in engine mode, for the rollup node's `--l2`; a null path stands for the
   * client's secret. Without it, the program itself puts its rollup node before the gate.
   */
  readonly engine?: {
    readonly addr: string
    readonly port: number
    readonly jwtSecretPath: string | null
  } | null
  readonly gateway?: { readonly localSafe: 'derived' | 'capped' | 'auto' }
  readonly dataDir: string
  readonly p2p: {
    readonly listenIp: string
    readonly listenTcp: number
    readonly staticPeers: readonly string[]
    /** Null keeps the identity in the data directory. */
    readonly identityPath: string | null
  }
  readonly log: LogPort
  readonly clock?: ClockPort
}

/** What promotions rest on besides the rollup nodes' word, and by which rules that is rebuilt (tier T2). */
export type DerivationConfig = { readonly l1Check: false } | L1CheckConfig

/** Needs an L1 and an execution client, in every mode. */
export interface L1CheckConfig {
  readonly l1Check: true
  readonly rollup: RollupConfigSource
  /** For an L1 that is none of the public ones. */
  readonly l1ChainConfigPath: string | null
  /** Goes on by the rules of the last known fork where an unknown one is active. */
  readonly pastUnknownForks: boolean
}

/** Where the rollup config comes from; `node` asks the first rollup node. */
export type RollupConfigSource =
  | { readonly kind: 'network'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'node' }
