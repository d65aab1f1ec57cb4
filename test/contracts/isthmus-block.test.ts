import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { readJwtSecret } from '../../src/adapters/execution-client/jwt-secret.ts'
import { type EthereumjsClient, startEthereumjsClient } from '../../src/devnet/ethereumjs-client.ts'
import { l2Genesis } from '../../src/devnet/l2-genesis.ts'
import type { ExecutionClientPort } from '../../src/ports/execution-client.ts'
import type { Answer } from '../../src/ports/trouble.ts'
import { blockHashOf } from '../../src/wire/block-hash.ts'
import { decodeEnvelope, encodeEnvelope } from '../../src/wire/envelope.ts'

/** A block of a real client whose header has a requests hash, which is what the blocks topic carries. */

const live = AbortSignal.timeout(60_000)
const stop = '0x00'
/** Whom Prague calls at the end of each block (EIP-7002, EIP-7251): they must exist, and may say nothing. */
const systemContracts = {
  '0x00000961ef480eb55e80d19ad83579a64c007002': { balance: '0x0', code: stop },
  '0x0000bbddc7ce488642fb579f8b00f3a590007251': { balance: '0x0', code: stop },
}
const timestamp = 1_700_000_000

let directory: string
let process: EthereumjsClient
let client: ExecutionClientPort

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'op-follower-isthmus-'))
  const jwtSecretPath = join(directory, 'jwt.hex')
  await writeFile(jwtSecretPath, randomBytes(32).toString('hex'))
  const cancun = l2Genesis({ chainId: 901, timestamp })
  const genesis = { ...cancun, config: { ...cancun.config, pragueTime: 0 }, alloc: systemContracts }
  process = await startEthereumjsClient({ dataDir: join(directory, 'data'), genesis, jwtSecretPath })
  const jwtSecret = await readJwtSecret(jwtSecretPath)
  client = createExecutionClient({ url: process.url, jwtSecret, deadlineMs: 10_000 })
}, 60_000)

afterAll(async () => {
  await process?.stop()
  await rm(directory, { recursive: true, force: true })
})

test('comes out of the V4 codec as it went in, under the hash that the client gave it', async () => {
  const hash = await seal()
  const envelope = await answerOf(client.payload(hash, live))
  expect(envelope).toMatchObject({ version: 4, payload: { blockNumber: 1, blockHash: hash } })
  const decoded = decodeEnvelope(encodeEnvelope(envelope!), 4)
  expect(decoded).toEqual({ kind: 'ok', value: envelope })
  expect(blockHashOf(envelope!)).toBe(hash)
})

async function seal() {
  const genesis = await answerOf(client.block({ tag: 'latest' }, live))
  const state = {
    headBlockHash: genesis!.hash,
    safeBlockHash: genesis!.hash,
    finalizedBlockHash: genesis!.hash,
  }
  const zero = `0x${'00'.repeat(32)}`
  const attributes = {
    timestamp: `0x${(timestamp + 1).toString(16)}`,
    prevRandao: zero,
    suggestedFeeRecipient: `0x${'11'.repeat(20)}`,
    withdrawals: [],
    parentBeaconBlockRoot: zero,
  }
  const { payloadId } = await answerOf(client.forkchoiceUpdated(state, attributes, live))
  const built = await answerOf(client.getPayload(payloadId!, 4, live))
  const { status } = await answerOf(client.newPayload(built, live))
  expect(status).toBe('VALID')
  const headBlockHash = built.payload.blockHash
  await answerOf(client.forkchoiceUpdated({ ...state, headBlockHash }, null, live))
  return headBlockHash
}

async function answerOf<T>(asked: Promise<Answer<T>>): Promise<T> {
  const answer = await asked
  if (answer.kind !== 'ok') throw new Error(`${answer.kind}: ${answer.detail}`)
  return answer.value
}
