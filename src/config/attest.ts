import type { Address } from '../../machines/values.ts'
import type { Values } from './options.ts'
import { type ClientConfig, type LogConfig, logConfig, type P2pConfig, p2pConfig } from './parts.ts'

/** Where the signing key is. */
export type SigningKey =
  | { readonly kind: 'local'; readonly keyPath: string }
  | {
      readonly kind: 'remote'
      readonly url: string
      readonly address: Address
      readonly tls: {
        readonly caPath: string | null
        readonly certPath: string | null
        readonly keyPath: string | null
      }
    }

/** What `op-follower attest` runs with. */
export interface AttestConfig {
  readonly chainId: number
  readonly rollupRpcUrl: string
  readonly l1Url: string | null
  readonly client: ClientConfig
  readonly signing: SigningKey
  readonly trustSource: boolean
  readonly repeatIntervalMs: number
  readonly dataDir: string
  readonly p2p: P2pConfig
  readonly log: LogConfig
}

export function attestConfig(values: Values<'attest'>): AttestConfig {
  const [rollupRpcUrl] = values['rollup-rpc']
  return {
    chainId: values['l2.chain-id'],
    rollupRpcUrl: rollupRpcUrl!,
    l1Url: values.l1,
    client: { url: values.l2, jwtSecretPath: values['l2.jwt-secret'] },
    signing: signingKey(values),
    trustSource: values['attest.trust-source'],
    repeatIntervalMs: values['attest.repeat-interval'],
    dataDir: values['data-dir'],
    p2p: p2pConfig(values),
    log: logConfig(values),
  }
}

/** Exactly one source, exactly one key, and nothing set that would set nothing. */
export function judgeAttest(values: Values<'attest'>): readonly string[] {
  return [...judgeSource(values), ...judgeKey(values), ...judgeTls(values)]
}

function signingKey(values: Values<'attest'>): SigningKey {
  const { 'attest.key-path': keyPath, 'signer.endpoint': url, 'signer.address': address } = values
  if (keyPath !== null) return { kind: 'local', keyPath }
  return {
    kind: 'remote',
    url: url!,
    address: address!,
    tls: {
      caPath: values['signer.tls.ca'],
      certPath: values['signer.tls.cert'],
      keyPath: values['signer.tls.key'],
    },
  }
}

function judgeSource(values: Values<'attest'>): readonly string[] {
  const given = values['rollup-rpc'].length
  return given === 1 ? [] : [`--rollup-rpc: expected the one node to attest for; seen ${given} of them`]
}

function judgeKey(values: Values<'attest'>): readonly string[] {
  const local = values['attest.key-path'] !== null
  const remote = values['signer.endpoint'] !== null
  if (local === remote) return ['give either --attest.key-path or --signer.endpoint']
  if (remote && values['signer.address'] === null) return ['--signer.endpoint needs --signer.address']
  if (local && values['signer.address'] !== null) {
    return ['--signer.address sets nothing without --signer.endpoint']
  }
  return []
}

function judgeTls(values: Values<'attest'>): readonly string[] {
  const { 'signer.tls.ca': ca, 'signer.tls.cert': cert, 'signer.tls.key': key } = values
  const encrypted = values['signer.endpoint']?.startsWith('https://') ?? false
  if ((cert === null) !== (key === null)) return ['--signer.tls.cert and --signer.tls.key go together']
  if (!encrypted && (ca ?? cert) !== null)
    return ['--signer.tls.* set nothing without an https --signer.endpoint']
  return []
}
