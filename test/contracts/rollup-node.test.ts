import { createMemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import { serveRollupNode } from '../../src/adapters/memory/serve-rollup-node.ts'
import { createRollupNode } from '../../src/adapters/rollup-node/rollup-node.ts'
import { rollupNodeContract } from './rollup-node-contract.ts'

rollupNodeContract('the in-memory twin', async () => {
  const node = createMemoryRollupNode()
  const vanish = async () => node.fail({ kind: 'unreachable', detail: 'gone' })
  return { node, port: node, vanish, close: async () => {} }
})

rollupNodeContract('the twin behind HTTP', async () => {
  const node = createMemoryRollupNode()
  const { status, refAt: blockAt, isVerifier: verifies } = node
  const { url, close } = await serveRollupNode({ status, blockAt, verifies, host: '127.0.0.1', port: 0 })
  return { node, port: createRollupNode({ url, deadlineMs: 10_000 }), vanish: close, close }
})
