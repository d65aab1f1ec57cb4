import { parentPort, workerData } from 'node:worker_threads'
import { createMemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import { serveExecutionClient } from '../../src/adapters/memory/execution-client/serve.ts'

// A thread of its own, as the client is a process of its own.
const { core } = createMemoryExecutionClient()
const { url } = await serveExecutionClient({ core, jwtSecret: workerData as Uint8Array })
parentPort?.postMessage(url)
