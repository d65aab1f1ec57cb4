import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DerivationConfig, FollowerConfig } from '../../../src/follower/config.ts'
import { defaultFollowerDelays, defaultLinkDelays } from '../../../src/follower/options.ts'
import type { OpChain } from '../../../src/testing/op-chain.ts'
import { addressOf } from '../../../src/wire/signing.ts'
import { attesterKey } from '../../gossip/statements.ts'
import type { Hand } from './hand.ts'
import type { Twins } from './twins.ts'

export const chainId = 901

/** What a story may choose of its follower. */
export interface FollowerChoices
  extends Partial<Pick<FollowerConfig, 'mode' | 'delays' | 'limits' | 'links' | 'threshold'>> {
  /** Whose statements count. */
  readonly keys?: readonly Uint8Array[]
  /** Besides the one that every story has. */
  readonly furtherRollupRpcUrls?: readonly string[]
}

/** No story waits for a clock longer than it must. */
const fastLinks = {
  ...defaultLinkDelays,
  pollIntervalMs: 15,
  backoffMs: 15,
  backoffLimitMs: 60,
  refusedRetryMs: 60,
  rejoinMs: 60,
  headsRetryMs: 60,
}
const fastDelays = { ...defaultFollowerDelays, confirmRetryMs: 15, holdRecheckMs: 40 }

/** A follower between these twins, which knows the attesters' hand as its static peer. */
export function followerConfig(
  { proxies, directory, jwtSecretPath, opChain }: Twins,
  { gossip }: Hand,
  {
    mode = 'engine',
    keys = [attesterKey],
    furtherRollupRpcUrls = [],
    threshold = 1,
    delays,
    limits,
    links,
  }: FollowerChoices,
): Omit<FollowerConfig, 'log' | 'clock'> {
  return {
    mode,
    chainId,
    attesters: keys.map(addressOf),
    threshold,
    rollupRpcUrls: [proxies.rollupNode.url, ...furtherRollupRpcUrls],
    l1Urls: [proxies.l1.url],
    l1TrustRpc: false,
    derivation: derivationOf(opChain, directory),
    client: { url: proxies.client.url, jwtSecretPath },
    engine: { addr: '127.0.0.1', port: 0, jwtSecretPath: null },
    dataDir: join(directory, 'follower'),
    p2p: { listenIp: '127.0.0.1', listenTcp: 0, staticPeers: gossip.addresses(), identityPath: null },
    delays: { ...fastDelays, ...delays },
    links: { ...fastLinks, ...links },
    ...(limits === undefined ? {} : { limits }),
  }
}

/** Where L1 makes something of the blocks of a story, they are rebuilt from it. */
function derivationOf(opChain: OpChain | null, directory: string): DerivationConfig {
  if (opChain === null) return { l1Check: false }
  const l1ChainConfigPath = join(directory, 'l1-chain.json')
  writeFileSync(l1ChainConfigPath, JSON.stringify(opChain.l1ChainJson))
  return { l1Check: true, rollup: { kind: 'node' }, l1ChainConfigPath, pastUnknownForks: false }
}
