import { serveRollupNode } from '../../adapters/memory/serve-rollup-node.ts'
import type { Cleanup } from '../cleanup.ts'
import type { Verifier } from './verifier.ts'

/** The JSON-RPC of a node on loopback; answers its address. */
export async function serveNode(
  { status, blockAt }: Pick<Verifier, 'status' | 'blockAt'>,
  verifies: boolean,
  cleanup: Cleanup,
): Promise<string> {
  const served = { status, blockAt, verifies: () => verifies, host: '127.0.0.1', port: 0 }
  const server = await serveRollupNode(served)
  cleanup.defer(server.close)
  return server.url
}
