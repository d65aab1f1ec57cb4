import { serveExecutionClient } from '../../src/adapters/memory/execution-client/serve.ts'
import type { MemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import { serveL1 } from '../../src/adapters/memory/serve-l1.ts'
import { serveRollupNode } from '../../src/adapters/memory/serve-rollup-node.ts'
import type { Rollup } from './rollup.ts'

/** Where the victims find the parts of a rollup. */
export interface Served {
  readonly l1Url: string
  readonly sourceUrl: string
  readonly sourceClientUrl: string
  readonly nodeUrl: string
  readonly clientUrl: string
  readonly close: () => Promise<void>
}

export async function serveRollup(
  { l1, source, sourceClient, node, client }: Rollup,
  jwtSecret: Uint8Array,
): Promise<Served> {
  const servers = await Promise.all([
    serveL1(l1),
    serveNode(source),
    serveExecutionClient({ core: sourceClient.core, jwtSecret }),
    serveNode(node),
    serveExecutionClient({ core: client.core, jwtSecret }),
  ])
  const [l1Server, sourceServer, sourceClientServer, nodeServer, clientServer] = servers
  return {
    l1Url: l1Server.url,
    sourceUrl: sourceServer.url,
    sourceClientUrl: sourceClientServer.url,
    nodeUrl: nodeServer.url,
    clientUrl: clientServer.url,
    close: async () => {
      await Promise.all(servers.map((server) => server.close()))
    },
  }
}

function serveNode({ status, refAt, isVerifier }: MemoryRollupNode) {
  return serveRollupNode({ status, blockAt: refAt, verifies: isVerifier, host: '127.0.0.1', port: 0 })
}
