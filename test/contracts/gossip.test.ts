import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openLibp2pGossip } from '../../src/adapters/libp2p/gossip.ts'
import { createMemoryGossipHub } from '../../src/adapters/memory/gossip.ts'
import { type GossipHarness, gossipContract } from './gossip.suite.ts'
import { gossipHeadsContract } from './gossip-heads.suite.ts'

const directory = mkdtempSync(join(tmpdir(), 'op-follower-gossip-'))
afterAll(() => rmSync(directory, { recursive: true }))

function inMemory(): GossipHarness {
  const hub = createMemoryGossipHub()
  return { open: async (options) => hub.open(options), leftovers: () => [] }
}

let identities = 0

function onLoopback(): GossipHarness {
  const before = sockets()
  return {
    open: (options) => {
      identities += 1
      return openLibp2pGossip({
        chainId: 901,
        identityPath: join(directory, `identity-${identities}`),
        listen: { ip: '127.0.0.1', port: 0 },
        ...options,
      })
    },
    leftovers: () => sockets().slice(before.length),
  }
}

for (const contract of [gossipContract, gossipHeadsContract]) {
  contract('in memory', inMemory)
  contract('libp2p on loopback', onLoopback)
}

function sockets(): readonly string[] {
  return process.getActiveResourcesInfo().filter((kind) => kind.startsWith('TCP'))
}
