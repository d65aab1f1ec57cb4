import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { readJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'
import { createLocalSigner } from '../../src/adapters/signer/local.ts'
import { type Follower, openFollower } from '../../src/follower/index.ts'
import type { BlockHeader, ExecutionClientPort } from '../../src/ports/execution-client.ts'
import type { GossipPort } from '../../src/ports/gossip.ts'
import { nextEvent } from '../../src/testing/next-event.ts'
import { signHead } from '../../src/testing/sign-head.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { attestedView } from './bench-l1.ts'
import { benchChainId, type ClientPair } from './clients.ts'
import { type GossipPair, meshed, openGossipPair, openNode } from './gossip-pair.ts'
import { type Observer, startObserver } from './observer.ts'
import { importChain, sealChain, settleAtGenesis } from './prepare-chain.ts'
import { startTwins } from './twins.ts'

/** A follower that has anchored at block 0 of a chain that is derived up to its tip. */
export interface Stage {
  readonly follower: Follower
  /** The peer at which the attester publishes. */
  readonly attester: GossipPort
  readonly observer: Observer
  /** The same kind of client with the same chain, for nobody but the comparison. */
  readonly bareClient: ExecutionClientPort
  readonly bareGossip: GossipPair
  readonly chain: readonly BlockHeader[]
  /** What the attester says of a block of the chain. */
  readonly statement: (number: number) => Promise<Uint8Array>
  readonly close: () => Promise<void>
}

const deadlineMs = 10_000

export async function openStage(directory: string, clients: ClientPair, blocks: number): Promise<Stage> {
  const jwtSecret = await readJwtSecret(clients.jwtSecretPath)
  const connect = (url: string) => createExecutionClient({ url, jwtSecret, deadlineMs })
  const bareClient = connect(clients.bareUrl)
  const chain = await prepareChain(connect(clients.followerUrl), bareClient, blocks)

  const [twins, observer] = await Promise.all([startTwins(chain), startObserver(clients)])
  const attester = await openNode(directory, 'attester')
  const bareGossip = await openGossipPair(directory)
  const signer = createLocalSigner(`0x${randomBytes(32).toString('hex')}`)
  const opened = await openFollower({
    mode: 'engine',
    chainId: benchChainId,
    attesters: [signer.address],
    rollupRpcUrls: [twins.rollupUrl],
    l1Urls: [twins.l1Url],
    l1TrustRpc: false,
    derivation: { l1Check: false },
    client: { url: clients.followerUrl, jwtSecretPath: clients.jwtSecretPath },
    dataDir: join(directory, 'follower'),
    p2p: { listenIp: '127.0.0.1', listenTcp: 0, staticPeers: attester.addresses(), identityPath: null },
    log: silent,
  })
  const { follower } = opened
  const anchored = nextEvent(follower, 'promoted', ({ because }) => because === 'anchor')
  await follower.start()
  await Promise.all([anchored, meshed(attester)])

  return {
    follower,
    attester,
    observer,
    bareClient,
    bareGossip,
    chain,
    statement: (number) =>
      signHead(signer, benchChainId, { ...chain[number]!, l1View: attestedView(), issuedAtMs: Date.now() }),
    close: async () => {
      await opened.close()
      await Promise.all([attester.close(), bareGossip.close()])
      await Promise.all([twins.close(), observer.close()])
    },
  }
}

async function prepareChain(
  client: ExecutionClientPort,
  twin: ExecutionClientPort,
  length: number,
): Promise<readonly BlockHeader[]> {
  const genesis = await settleAtGenesis(client)
  await settleAtGenesis(twin)
  const blocks = await sealChain(client, genesis, length)
  await importChain(twin, genesis, blocks)
  return [genesis, ...blocks.map(headerOf)]
}

function headerOf({ payload }: ExecutionPayloadEnvelope): BlockHeader {
  const { blockNumber: number, blockHash: hash, parentHash, timestamp } = payload
  return { number, hash, parentHash, timestamp }
}

const nothing = () => {}
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing }
