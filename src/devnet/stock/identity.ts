import { join } from 'node:path'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { loadIdentity } from '../../adapters/libp2p/identity.ts'
import { freePort } from '../free-port.ts'
import type { Site } from './site.ts'

/** Who a peer is and where it listens, before it runs and however often it is started again. */
export interface Identity {
  /** Holds the key, in the form that op-node and op-follower share. */
  readonly keyPath: string
  readonly port: number
  readonly multiaddr: string
}

export async function createIdentity({ workspace }: Site, name: string): Promise<Identity> {
  const keyPath = join(await workspace.directory('identities'), name)
  const peerId = peerIdFromPrivateKey(await loadIdentity(keyPath))
  const port = await freePort()
  return { keyPath, port, multiaddr: `/ip4/127.0.0.1/tcp/${port}/p2p/${peerId.toString()}` }
}
