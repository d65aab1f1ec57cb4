import { createMemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import { serveRollupNode } from '../../src/adapters/memory/serve-rollup-node.ts'
import { createRollupNode } from '../../src/adapters/rollup-node/rollup-node.ts'
import { contractMethods, rollupNodeContract } from './rollup-node-contract.ts'

rollupNodeContract('the in-memory twin', async () => {
  const node = createMemoryRollupNode({ methods: contractMethods })
  const vanish = async () => node.fail({ kind: 'unreachable', detail: 'gone' })
  return { node, port: node, vanish, close: async () => {} }
})

rollupNodeContract('the twin behind HTTP', async () => {
  const node = createMemoryRollupNode({ methods: contractMethods })
  const { status, refAt: blockAt, isVerifier: verifies, interopActivation: interopTime, methods } = node
  const at = { host: '127.0.0.1', port: 0 }
  const { url, close } = await serveRollupNode({ status, blockAt, verifies, interopTime, methods, ...at })
  return { node, port: createRollupNode({ url, deadlineMs: 10_000 }), vanish: close, close }
})
