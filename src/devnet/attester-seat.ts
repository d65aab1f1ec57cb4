import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { Address } from '../../machines/values.ts'
import { createL1 } from '../adapters/l1/l1.ts'
import { openLibp2pGossip } from '../adapters/libp2p/gossip.ts'
import { createRollupNode } from '../adapters/rollup-node/rollup-node.ts'
import { createLocalSigner } from '../adapters/signer/local.ts'
import { openAttesterStore } from '../adapters/sqlite/attester-store.ts'
import { createAttester } from '../attester/attester.ts'
import { passNothingOn } from '../attester/pass-nothing-on.ts'
import type { ExecutionClientPort } from '../ports/execution-client.ts'
import type { GossipPort } from '../ports/gossip.ts'
import type { LogPort } from '../ports/log.ts'
import type { SignerPort } from '../ports/signer.ts'
import type { AttesterStorePort } from '../ports/store.ts'
import { freePort } from './free-port.ts'
import { l2ChainId } from './processes.ts'
import { createSeat, type Occupant, type Seat } from './seat.ts'
import type { Workspace } from './workspace.ts'

/** Where the attester sits, beside the sequencer's node. Its key lives and dies with the network. */
export interface AttesterSeat extends Seat {
  readonly address: Address
  /** Where to dial it: known once it was started, and kept when it is started again. */
  readonly multiaddrs: () => readonly string[]
  /** From the next start on it has signed nothing, as after a new installation. */
  readonly forget: () => void
}

export interface AttesterSeatOptions {
  readonly workspace: Workspace
  readonly sequencerUrl: string
  readonly l1Url: string
  readonly client: ExecutionClientPort
  readonly log: LogPort
}

const callDeadlineMs = 5_000
/** Twice a block, so that hardly any cross-safe head goes unsigned. */
const delays = { pollIntervalMs: 500 }

export async function createAttesterSeat(options: AttesterSeatOptions): Promise<AttesterSeat> {
  const signer = createLocalSigner(`0x${randomBytes(32).toString('hex')}`)
  const listen = { ip: '127.0.0.1', port: await freePort() }
  let multiaddrs: readonly string[] = []
  let installation = 1
  const seat = createSeat(async () => {
    const directory = await options.workspace.directory(`attester-${installation}`)
    const store = openAttesterStore({ dataDir: directory })
    const identityPath = join(options.workspace.root, 'attester-identity')
    const gossip = await openLibp2pGossip({
      chainId: l2ChainId,
      identityPath,
      listen,
      staticPeers: [],
      validate: passNothingOn,
      heads: store.heads,
    }).catch((error: unknown) => {
      store.close()
      throw error
    })
    multiaddrs = gossip.addresses()
    return attend(options, signer, gossip, store)
  })
  return {
    start: seat.start,
    stop: seat.stop,
    address: signer.address,
    multiaddrs: () => multiaddrs,
    forget: () => {
      installation += 1
    },
  }
}

function attend(
  { sequencerUrl, l1Url, client, log }: AttesterSeatOptions,
  signer: SignerPort,
  gossip: GossipPort,
  store: AttesterStorePort,
): Occupant {
  const attester = createAttester({
    chainId: l2ChainId,
    rollupNode: createRollupNode({ url: sequencerUrl, deadlineMs: callDeadlineMs }),
    executionClient: client,
    l1: createL1({ urls: [l1Url], deadlineMs: callDeadlineMs }),
    signer,
    gossip,
    store,
    delays,
  })
  attester.on('refused', ({ refusal }) => log.warn('attester refuses', { ...refusal }))
  attester.on('trouble', ({ trouble }) => log.warn('attester has trouble', { ...trouble }))
  attester.start()
  const stop = async () => {
    await attester.stop()
    await gossip.close()
    store.close()
  }
  return { stop }
}
