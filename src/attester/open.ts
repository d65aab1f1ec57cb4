import { join } from 'node:path'
import { createExecutionClient } from '../adapters/execution-client/client.ts'
import { readJwtSecret } from '../adapters/execution-client/jwt-secret.ts'
import { createL1 } from '../adapters/l1/l1.ts'
import { openLibp2pGossip } from '../adapters/libp2p/gossip.ts'
import { createRollupNode } from '../adapters/rollup-node/rollup-node.ts'
import { readPem, readPrivateKey } from '../adapters/signer/key-file.ts'
import { createLocalSigner } from '../adapters/signer/local.ts'
import { createRemoteSigner } from '../adapters/signer/remote.ts'
import { openAttesterStore } from '../adapters/sqlite/attester-store.ts'
import type { AttestConfig, SigningKey } from '../config/attest.ts'
import type { GossipPort, HeadsSource } from '../ports/gossip.ts'
import type { LogPort } from '../ports/log.ts'
import type { SignerPort } from '../ports/signer.ts'
import { type Attester, createAttester, defaultAttesterDelays } from './attester.ts'
import { passNothingOn } from './pass-nothing-on.ts'

/** An attester with its sockets and files, which it closes itself. */
export interface OpenedAttester {
  readonly attester: Attester
  readonly signer: SignerPort
  readonly gossip: GossipPort
  readonly close: () => Promise<void>
}

const callDeadlineMs = 5000

/** Takes the data directory before anything else: a second attester on it must not even listen. */
export async function openAttester(config: AttestConfig, log: LogPort): Promise<OpenedAttester> {
  const signer = await openSigner(config.signing)
  const { jwtSecretPath } = config.client
  const jwtSecret = jwtSecretPath === null ? null : await readJwtSecret(jwtSecretPath)
  const store = openAttesterStore({ dataDir: config.dataDir })
  const gossip = await joinGossip(config, store.heads, log).catch((error: unknown) => {
    store.close()
    throw error
  })
  const attester = createAttester({
    ...config,
    ...paceOf(config),
    rollupNode: createRollupNode({ url: config.rollupRpcUrl, deadlineMs: callDeadlineMs }),
    executionClient: createExecutionClient({ url: config.client.url, jwtSecret, deadlineMs: callDeadlineMs }),
    l1: config.l1Urls.length === 0 ? null : createL1({ urls: config.l1Urls, deadlineMs: callDeadlineMs }),
    signer,
    gossip,
    store,
  })
  const close = async (): Promise<void> => {
    await attester.stop()
    await gossip.close()
    store.close()
  }
  return { attester, signer, gossip, close }
}

/** The machine repeats after so many polls, so an interval becomes a number of them. */
function paceOf({ repeatIntervalMs }: AttestConfig) {
  const pollIntervalMs = Math.min(defaultAttesterDelays.pollIntervalMs, repeatIntervalMs)
  return {
    delays: { pollIntervalMs },
    limits: { repeatEveryPolls: Math.round(repeatIntervalMs / pollIntervalMs) },
  }
}

async function openSigner(signing: SigningKey): Promise<SignerPort> {
  if (signing.kind === 'local') return createLocalSigner(await readPrivateKey(signing.keyPath))
  const { url, address: senderAddress, tls } = signing
  const [ca, cert, key] = await Promise.all([tls.caPath, tls.certPath, tls.keyPath].map(readPem))
  return createRemoteSigner({
    url,
    senderAddress,
    tls: { ca: ca!, cert: cert!, key: key! },
    deadlineMs: callDeadlineMs,
  })
}

function joinGossip(
  { chainId, dataDir, p2p }: AttestConfig,
  heads: HeadsSource,
  log: LogPort,
): Promise<GossipPort> {
  return openLibp2pGossip({
    chainId,
    identityPath: p2p.identityPath ?? join(dataDir, 'p2p-identity'),
    listen: { ip: p2p.listenIp, port: p2p.listenTcp },
    staticPeers: p2p.staticPeers,
    validate: passNothingOn,
    heads,
    onEvent: ({ kind, ...fields }) => log.debug('gossip', { kind, ...fields }),
  })
}
