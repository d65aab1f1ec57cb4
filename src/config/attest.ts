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
        readonly caPath: string
        readonly certPath: string
        readonly keyPath: string
      }
    }

/** What `op-follower attest` runs with. */
export interface AttestConfig {
  readonly chainId: number
  readonly rollupRpcUrl: string
  /** Endpoints of one L1, which stand in for each other; may be none. */
  readonly l1Urls: readonly string[]
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
    l1Urls: values.l1,
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
  return [...judgeSource(values), ...judgeKey(values)]
}

/** Only what {@link judgeAttest} has let through. */
function signingKey(values: Values<'attest'>): SigningKey {
  const { 'attest.key-path': keyPath, 'signer.endpoint': url, 'signer.address': address } = values
  if (keyPath !== null) return { kind: 'local', keyPath }
  return {
    kind: 'remote',
    url: url!,
    address: address!,
    tls: {
      caPath: values['signer.tls.ca']!,
      certPath: values['signer.tls.cert']!,
      keyPath: values['signer.tls.key']!,
    },
  }
}

function judgeSource(values: Values<'attest'>): readonly string[] {
  const given = values['rollup-rpc'].length
  return given === 1 ? [] : [`--rollup-rpc: expected the one node to attest for; seen ${given} of them`]
}

/** What a remote signer takes besides its endpoint: op-signer knows its clients by their certificates. */
const remoteFlags = ['signer.address', 'signer.tls.ca', 'signer.tls.cert', 'signer.tls.key'] as const

function judgeKey(values: Values<'attest'>): readonly string[] {
  const { 'attest.key-path': keyPath, 'signer.endpoint': endpoint } = values
  if ((keyPath === null) === (endpoint === null)) {
    return ['give either --attest.key-path or --signer.endpoint, the key that signs']
  }
  return endpoint === null ? judgeLocal(values) : judgeRemote(endpoint, values)
}

function judgeLocal(values: Values<'attest'>): readonly string[] {
  return remoteFlags
    .filter((flag) => values[flag] !== null)
    .map((flag) => `--${flag} sets nothing without --signer.endpoint`)
}

function judgeRemote(endpoint: string, values: Values<'attest'>): readonly string[] {
  const missing = remoteFlags.filter((flag) => values[flag] === null)
  return [
    ...missing.map((flag) => `--signer.endpoint needs --${flag}`),
    ...(endpoint.startsWith('https://') ? [] : ['--signer.endpoint: expected https://, seen http://']),
  ]
}
