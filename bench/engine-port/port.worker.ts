import { parentPort, workerData } from 'node:worker_threads'
import { createEngineGate } from '../../src/actors/engine/gate.ts'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { createForwarding } from '../../src/adapters/execution-client/forward.ts'
import { parseJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'
import { createEnginePort } from '../../src/server/engine-port/engine-port.ts'
import type { PortOrders } from './open-port.ts'

// A thread of its own, whose time at the processor is the port's and the gate's alone.
const { url: clientUrl, secret, head: anchor } = workerData as PortOrders
const jwtSecret = parseJwtSecret(secret, 'the bench')
const client = createExecutionClient({ url: clientUrl, jwtSecret, deadlineMs: 10_000 })
const initial = { safe: null, finalized: null, pending: null }
const gate = createEngineGate({ client, initial, denials: [], deadlineMs: 10_000, queueLimit: 64 })
await gate.command({ safe: anchor, finalized: anchor, because: 'anchor' }, AbortSignal.timeout(10_000))
const nothing = () => {}
const { url } = await createEnginePort({
  addr: '127.0.0.1',
  port: 0,
  jwtSecret,
  gate: gate.node,
  client: createForwarding({ url: clientUrl, jwtSecret }),
  log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
})
parentPort?.on('message', () => {
  const { user, system } = process.threadCpuUsage()
  parentPort?.postMessage(user + system)
})
parentPort?.postMessage(url)
