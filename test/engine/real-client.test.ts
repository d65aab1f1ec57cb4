import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BlockRef } from '../../machines/values.ts'
import { createEngineGate, type EngineGate } from '../../src/actors/engine/gate.ts'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { readJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'
import {
  type EthereumjsClient,
  type EthereumjsClientOptions,
  startEthereumjsClient,
} from '../../src/devnet/ethereumjs-client.ts'
import { l2Genesis } from '../../src/devnet/l2-genesis.ts'
import type { ExecutionClientPort } from '../../src/ports/execution-client.ts'
import type { Answer } from '../../src/ports/trouble.ts'
import { command, live } from './world.ts'

/** One real execution client process behind the gate, from its first block to a crash and back. */

let directory: string
let options: EthereumjsClientOptions
let process: EthereumjsClient
let client: ExecutionClientPort
let gate: EngineGate
const chain: BlockRef[] = []

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'op-follower-gate-'))
  const jwtSecretPath = join(directory, 'jwt.hex')
  await writeFile(jwtSecretPath, randomBytes(32).toString('hex'))
  const genesis = l2Genesis({ chainId: 901, timestamp: 1_700_000_000 })
  options = { dataDir: join(directory, 'data'), genesis, jwtSecretPath }
  process = await startEthereumjsClient(options)
  client = createExecutionClient({
    url: process.url,
    jwtSecret: await readJwtSecret(jwtSecretPath),
    deadlineMs: 10_000,
  })
  gate = createEngineGate({
    client,
    initial: { safe: null, finalized: null, pending: null },
    denials: [],
    deadlineMs: 10_000,
    queueLimit: 16,
  })
  const genesisBlock = await answerOf(client.block({ tag: 'latest' }, live))
  chain.push({ number: 0, hash: genesisBlock!.hash })
}, 60_000)

afterAll(async () => {
  await process.stop()
  await rm(directory, { recursive: true, force: true })
})

test('a rollup node seals blocks through the gate, and calls each of them safe', async () => {
  while (chain.length <= 6) await seal()
  expect(await gate.readBack(live)).toEqual({
    kind: 'labels',
    head: chain[6],
    safe: chain[0],
    finalized: chain[0],
  })
})

test('the machine anchors where the client is final, and promotes from there', async () => {
  expect(await gate.command(command(chain[0]!, 'anchor', chain[0]!), live)).toEqual({ kind: 'valid' })
  expect(await gate.command(command(chain[3]!, 'attested', chain[1]!), live)).toEqual({ kind: 'valid' })
  expect(await gate.readBack(live)).toMatchObject({ head: chain[6], safe: chain[3], finalized: chain[1] })
})

test('sealing goes on and leaves the labels alone', async () => {
  await seal()
  expect(await gate.readBack(live)).toMatchObject({ head: chain[7], safe: chain[3], finalized: chain[1] })
})

test('a block that is not below the tip is refused here, although the client would take it back', async () => {
  expect(await gate.command(command(chain[2]!), live)).toMatchObject({ kind: 'forkchoice-refused' })
  expect(await gate.readBack(live)).toMatchObject({ safe: chain[3] })
})

test('killed and started again, the client is brought back to what was promoted', async () => {
  await process.stop()
  expect(await gate.command(command(chain[4]!), live)).toMatchObject({ kind: 'unreachable' })
  process = await startEthereumjsClient({ ...options, ports: process.ports })
  const reading = await gate.read({ crossSafe: chain[3]! }, live)
  expect(reading).toMatchObject({ kind: 'labels', safeIsOurs: true })
  expect(await gate.command(command(chain[3]!, 'reassert', chain[1]!), live)).toEqual({ kind: 'valid' })
  expect(await gate.readBack(live)).toMatchObject({ safe: chain[3], finalized: chain[1] })
}, 60_000)

/** As a sequencer: begin on the tip, take the block, hand it in, adopt it, and claim that it is safe. */
async function seal(): Promise<void> {
  const parent = chain.at(-1)!
  const claims = { safeBlockHash: parent.hash, finalizedBlockHash: chain[0]!.hash }
  const attributes = {
    timestamp: `0x${(1_700_000_001 + parent.number).toString(16)}`,
    prevRandao: `0x${'00'.repeat(32)}`,
    suggestedFeeRecipient: `0x${'00'.repeat(20)}`,
    withdrawals: [],
    parentBeaconBlockRoot: `0x${'00'.repeat(32)}`,
  } as const
  const begun = await answerOf(
    gate.forkchoiceUpdated({ headBlockHash: parent.hash, ...claims }, attributes, live),
  )
  const block = await answerOf(gate.getPayload(begun.payloadId!, 3, live))
  expect(await answerOf(gate.newPayload(block, live))).toMatchObject({ status: 'VALID' })
  const { blockHash, blockNumber } = block.payload
  const claimed = { safeBlockHash: blockHash, finalizedBlockHash: chain[0]!.hash }
  const adopted = await answerOf(gate.forkchoiceUpdated({ headBlockHash: blockHash, ...claimed }, null, live))
  expect(adopted.payloadStatus.status).toBe('VALID')
  chain.push({ number: blockNumber, hash: blockHash })
}

async function answerOf<T>(answer: Promise<Answer<T>>): Promise<T> {
  const settled = await answer
  if (settled.kind !== 'ok') throw new Error(`${settled.kind}: ${settled.detail}`)
  return settled.value
}
