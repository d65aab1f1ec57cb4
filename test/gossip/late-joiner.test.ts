import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { BlockRef } from '../../machines/values.ts'
import { openLibp2pGossip } from '../../src/adapters/libp2p/gossip.ts'
import { createMemoryAttesterStore } from '../../src/adapters/memory/store.ts'
import { passNothingOn } from '../../src/attester/pass-nothing-on.ts'
import { createFollower } from '../../src/follower/follower.ts'
import type { GossipValidator, HeadsSource } from '../../src/ports/gossip.ts'
import type { AttesterStorePort } from '../../src/ports/store.ts'
import { createMemoryNetwork } from '../../src/testing/network.ts'
import { addressOf } from '../../src/wire/signing.ts'
import { attesterKey, headSignedBy } from './statements.ts'
import { until } from './until.ts'

const chainId = 901

async function join901(staticPeers: readonly string[], validate: GossipValidator, heads: HeadsSource) {
  const directory = mkdtempSync(join(tmpdir(), 'op-follower-late-'))
  const listen = { ip: '127.0.0.1', port: 0 }
  const identityPath = join(directory, 'identity')
  const port = await openLibp2pGossip({ chainId, identityPath, listen, staticPeers, validate, heads })
  onTestFinished(async () => {
    await port.close()
    rmSync(directory, { recursive: true })
  })
  return port
}

test('a follower that joins late is promoted by what the attester signed, without any gossip', async () => {
  const network = createMemoryNetwork()
  const tip = await network.seal(7)
  network.derive(7)
  const store = createMemoryAttesterStore()
  signLongAgo(store, tip, network.l1.chain.head())
  const attester = await join901([], passNothingOn, store.heads)
  const follower = createFollower({
    ...network.followerOptions,
    attesters: [addressOf(attesterKey)],
    joinGossip: (validate, heads) => join901(attester.addresses(), validate, heads),
  })
  onTestFinished(follower.stop)
  await follower.start()
  await until('it is promoted', () => follower.status().heads.crossSafe?.number === tip.number)
  expect(follower.status().heads.crossSafe?.hash).toBe(tip.hash)
})

function signLongAgo(store: AttesterStorePort, { number, hash }: BlockRef, l1: BlockRef): void {
  const l1View = { number: l1.number, hash: l1.hash }
  const issuedAtMs = 1_000
  const head = { number, blockHash: hash, l1Number: l1.number, l1Hash: l1.hash, issuedAtMs }
  const signer = addressOf(attesterKey)
  store.recordSigned({ number, hash, l1View, signer, issuedAtMs }, headSignedBy(attesterKey, head))
}
