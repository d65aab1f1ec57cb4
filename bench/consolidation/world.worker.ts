import { randomBytes } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { reductionAttributes } from '../../src/actors/engine/reduction.ts'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { parseJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'
import { genesisBlock } from '../../src/adapters/memory/execution-client/blocks.ts'
import { createMemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import { serveExecutionClient } from '../../src/adapters/memory/execution-client/serve.ts'
import { createMemoryL1, type MemoryL1 } from '../../src/adapters/memory/l1.ts'
import { serveL1 } from '../../src/adapters/memory/serve-l1.ts'
import { sealBlock } from '../../src/devnet/rollup/seal.ts'
import type { ExecutionClientPort } from '../../src/ports/execution-client.ts'
import { createOpChain, type OpChain } from '../../src/testing/op-chain.ts'
import { toHex } from '../../src/wire/hex.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { l1Logs } from './l1-logs.ts'
import { createSequencer } from './sequencer.ts'
import type { ClientAt, WorldOrders, WorldReady } from './world.ts'

// A thread of its own, as L1 and client are processes of their own.

const deadlineMs = 10_000
const blocksPerEpoch = 6
const secondsPerL1Block = 12
const isthmus = { withdrawalsRoot: `0x${'00'.repeat(32)}` } as const

const orders = workerData as WorldOrders
const counter = new Int32Array(orders.calls)
const at = orders.client ?? (await serveClient())
const jwtSecret = parseJwtSecret(at.secret, 'the bench')
const client = createExecutionClient({ url: at.url, jwtSecret, deadlineMs })
const genesis = await genesisOf(client)
const l1 = growL1(genesis.payload.timestamp, orders.l1Blocks)
const op = createOpChain({ l1, genesis })
const blocks = await growL2(client, op, orders.l1Blocks * blocksPerEpoch)
const { url: l1Url } = await serveL1(l1, { onCall: () => void Atomics.add(counter, 0, 1) })
const { rollupJson, l1ChainJson } = op
const ready: WorldReady = { client: at, l1Url, rollupJson, l1ChainJson, chain: blocks.map(entryOf) }
parentPort?.postMessage(ready)

async function serveClient(): Promise<ClientAt> {
  const secret = randomBytes(32)
  const { core } = createMemoryExecutionClient({ genesis: genesisBlock(isthmus) })
  const { url } = await serveExecutionClient({ core, jwtSecret: secret })
  return { url, secret: secret.toString('hex') }
}

async function genesisOf({ name, block, payload }: ExecutionClientPort): Promise<ExecutionPayloadEnvelope> {
  const signal = AbortSignal.timeout(deadlineMs)
  const header = await block({ number: 0 }, signal)
  if (header.kind !== 'ok' || header.value === null) throw new Error(`${name} has no block 0`)
  const whole = await payload(header.value.hash, signal)
  if (whole.kind !== 'ok' || whole.value === null) throw new Error(`${name} does not give its block 0`)
  return whole.value
}

function growL1(genesisTime: number, length: number): MemoryL1 {
  const grown = createMemoryL1({ genesisTime, secondsPerBlock: secondsPerL1Block })
  for (let number = 1; number <= length; number++) {
    grown.emit(...l1Logs(number))
    grown.chain.extend()
  }
  return grown
}

/** As a sequencer does it: what L1 forces, then transfers; built, imported and made the head by the client. */
async function growL2(
  engine: ExecutionClientPort,
  { blockOn }: OpChain,
  length: number,
): Promise<readonly ExecutionPayloadEnvelope[]> {
  const sequencer = createSequencer()
  const grown = [genesis]
  const labels = { safeBlockHash: genesis.payload.blockHash, finalizedBlockHash: genesis.payload.blockHash }
  while (grown.length <= length) {
    const parent = grown.at(-1)!
    const wanted = blockOn(parent, { sequenced: await sequencer.transfers() })
    const transactions = wanted.payload.transactions.map(toHex)
    const attributes = { ...reductionAttributes(wanted), transactions }
    const state = { headBlockHash: parent.payload.blockHash, ...labels }
    grown.push(await sealBlock(engine, state, attributes, AbortSignal.timeout(deadlineMs), 4))
  }
  return grown
}

/** Every so many blocks a new L1 block is old enough to be the origin. */
function entryOf({ payload }: ExecutionPayloadEnvelope): WorldReady['chain'][number] {
  const { blockNumber: number, blockHash: hash } = payload
  return { number, hash, isFirstOfEpoch: number % blocksPerEpoch === 0 }
}
