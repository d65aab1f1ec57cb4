import { parentPort, workerData } from 'node:worker_threads'
import { serveL1 } from '../../src/adapters/memory/serve-l1.ts'
import type { BlockHeader } from '../../src/ports/execution-client.ts'
import { benchL1 } from './bench-l1.ts'
import { serveDerived } from './rollup-twin.ts'

// A thread of its own, as rollup node and L1 are processes of their own: what they do must not be
// done on the follower's event loop.
const l1 = benchL1()
const servers = await Promise.all([serveDerived(workerData as readonly BlockHeader[], l1), serveL1(l1)])
parentPort?.postMessage(servers.map(({ url }) => url))
