import { createHmac, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import * as Redacted from 'effect/Redacted'
import { afterEach, describe, expect, test } from 'vitest'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { mintJwt } from '../../src/adapters/execution-client/jwt.ts'
import {
  JwtSecretError,
  parseJwtSecret,
  readJwtSecret,
} from '../../src/adapters/execution-client/jwt-secret.ts'
import { payloadToJson } from '../../src/adapters/execution-client/payload-json.ts'
import { childBlock, genesisBlock } from '../../src/adapters/memory/execution-client/blocks.ts'
import { createMemoryExecutionClient } from '../../src/adapters/memory/execution-client/client.ts'
import type { Fault } from '../../src/adapters/memory/execution-client/faults.ts'
import { serveExecutionClient } from '../../src/adapters/memory/execution-client/serve.ts'
import { fromHex } from '../../src/wire/hex.ts'
import { refusal, result, serveText } from '../contracts/serve-text.ts'

const live = new AbortController().signal
const secret = randomBytes(32)
const address = `0x${'44'.repeat(20)}` as const
const closers: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const close of closers.splice(0)) await close()
})

async function open() {
  const { core, control } = createMemoryExecutionClient()
  const { url, close } = await serveExecutionClient({ core, jwtSecret: secret })
  closers.push(close)
  const client = createExecutionClient({ url, jwtSecret: Redacted.make(secret), deadlineMs: 2_000 })
  return { client, control, genesis: genesisBlock() }
}

describe('a block', () => {
  const transactions = ['0x7e01', '0x7d02', '0x02f8'].map((hex) => fromHex(hex as `0x${string}`))

  test.each([
    ['of Ecotone', {}],
    ['of Isthmus', { withdrawalsRoot: `0x${'66'.repeat(32)}` } as const],
    ['with withdrawals', { withdrawals: [{ index: 2n ** 60n, validatorIndex: 1n, address, amount: 7n }] }],
  ])('%s goes there and comes back whole, its transactions opaque', async (_name, traits) => {
    const { client, genesis } = await open()
    const block = childBlock(genesis, { transactions, extraData: '0x0102', gasUsed: 2n ** 60n, ...traits })
    expect(await client.newPayload(block, live)).toMatchObject({ kind: 'ok', value: { status: 'VALID' } })
    expect(await client.payload(block.payload.blockHash, live)).toEqual({ kind: 'ok', value: block })
  })
})

test("a block whose body is another block's is malformed", async () => {
  const genesis = genesisBlock()
  const { core } = createMemoryExecutionClient({ genesis })
  const other = childBlock(genesis, { transactions: [fromHex('0x7e01')] })
  const lying = { ...core.serve, payload: async () => ({ kind: 'result', value: other }) as const }
  const { url, close } = await serveExecutionClient({ core: { ...core, serve: lying }, jwtSecret: secret })
  closers.push(close)
  const client = createExecutionClient({ url, jwtSecret: Redacted.make(secret), deadlineMs: 2_000 })
  const { blockHash } = genesis.payload
  expect(await client.payload(blockHash, live)).toEqual({
    kind: 'malformed',
    detail: expect.stringContaining('do not give that hash'),
  })
})

describe('a built block', () => {
  const built = childBlock(genesisBlock(), { withdrawalsRoot: `0x${'66'.repeat(32)}` })
  const answer = result({
    executionPayload: payloadToJson(built.payload),
    parentBeaconBlockRoot: built.parentBeaconBlockRoot,
  })

  test.each([
    ['of Isthmus is given out by V4', ['engine_getPayloadV4']],
    ['of Karst by V5', ['engine_getPayloadV4', 'engine_getPayloadV5']],
  ])('%s', async (_name, methods) => {
    await using server = await serveText((method) => ({
      body: method === methods.at(-1) ? answer : refusal(-38_005, 'Unsupported fork'),
    }))
    const client = createExecutionClient({ url: server.url, jwtSecret: null, deadlineMs: 2_000 })
    expect(await client.getPayload('0x01', 4, live)).toEqual({ kind: 'ok', value: built })
    expect(server.requests.map(({ method }) => method)).toEqual(methods)
  })
})

test.each<[string, Fault, object]>([
  ['down', { kind: 'down' }, { kind: 'unreachable' }],
  ['401', { kind: 'unauthorized' }, { kind: 'unauthorized' }],
  ['no answer', { kind: 'no-answer', applied: false }, { kind: 'timed-out' }],
  ['-38002', { kind: 'error', code: -38_002, message: 'no' }, { kind: 'refused', code: -38_002 }],
])('%s is told as such', async (_name, fault, expected) => {
  const { client, control } = await open()
  control.faults.next('forkchoiceUpdated', fault)
  const hash = genesisBlock().payload.blockHash
  const state = { headBlockHash: hash, safeBlockHash: hash, finalizedBlockHash: hash }
  expect(await client.forkchoiceUpdated(state, null, live)).toMatchObject(expected)
})

describe('the token', () => {
  test('is HS256 over its issue time alone', () => {
    const [header, claims, signature] = mintJwt(Redacted.make(secret), 1_700_000_000_999).split('.')
    const read = (part: string | undefined) =>
      JSON.parse(Buffer.from(part!, 'base64url').toString()) as unknown
    expect([read(header), read(claims)]).toEqual([{ alg: 'HS256', typ: 'JWT' }, { iat: 1_700_000_000 }])
    expect(signature).toBe(createHmac('sha256', secret).update(`${header}.${claims}`).digest('base64url'))
  })
})

describe('the secret file', () => {
  const hex = 'ab'.repeat(32)

  test.each([hex, `0x${hex}`, `  ${hex.toUpperCase()}\r\n`])('%j is read', (text) => {
    expect(Redacted.value(parseJwtSecret(text, 'it'))).toEqual(new Uint8Array(32).fill(0xab))
  })

  test.each(['', 'zz', hex.slice(2), `${hex}ab`, `0x0x${hex}`])(
    '%j is refused with what is expected',
    (text) => {
      expect(() => parseJwtSecret(text, 'the file jwt.hex')).toThrow(JwtSecretError)
      expect(() => parseJwtSecret(text, 'the file jwt.hex')).toThrow(/jwt\.hex.*32 bytes/)
    },
  )

  test('is named when it is missing', async () => {
    await expect(readJwtSecret('/nowhere/jwt.hex')).rejects.toThrow(/\/nowhere\/jwt\.hex.*ENOENT/)
  })

  test('is never printed', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'op-follower-jwt-'))
    closers.push(() => rm(directory, { recursive: true }))
    await writeFile(join(directory, 'jwt.hex'), hex)
    const read = await readJwtSecret(join(directory, 'jwt.hex'))
    expect(JSON.stringify({ read }) + inspect(read)).not.toMatch(/ab|171/)
  })
})
