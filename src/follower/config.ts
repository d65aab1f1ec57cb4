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
  readonly l1Url: string | null
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
