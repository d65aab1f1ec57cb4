import { http } from 'viem'
import { afterEach, describe, expect, test } from 'vitest'
import { createExecutionClient } from '../../src/adapters/execution-client/client.ts'
import { type Deposit, decodeDeposit, encodeDeposit } from '../../src/derive/deposit.ts'
import { startAnvil } from '../../src/devnet/anvil.ts'
import type { Answer } from '../../src/ports/trouble.ts'
import { blockHashOf } from '../../src/wire/block-hash.ts'
import { toHex } from '../../src/wire/hex.ts'
import type { ExecutionPayloadEnvelope } from '../../src/wire/payload.ts'
import { deposit as sample } from '../derive/support/samples.ts'
import { mineLogs } from './anvil-logs.ts'
import { type Lie, serveLyingProxy } from './lying-proxy.ts'

/** Whole blocks of a client of which only the open port is known, so that no Engine API can be asked. */

const live = AbortSignal.timeout(60_000)
const chainId = 901
/** One that an anvil carries out. */
const deposit: Deposit = { ...sample, value: 500n, gas: 100_000n, isSystemTransaction: false }
const started: (() => Promise<void>)[] = []

afterEach(() => Promise.all(started.splice(0).map((stop) => stop())))

describe('a block of a real client', () => {
  test('comes back with the bytes of its transactions, whatever their type', async () => {
    const { url } = await start({ hardfork: 'prague' })
    const types = await mineLogs(url, chainId)
    const block = await newestBlock(url)
    expect(blockHashOf(block)).toBe(block.payload.blockHash)
    expect(block.payload.transactions.map(typeOf)).toEqual([2, ...types])
  })

  test.each([
    ['that mints and calls', deposit],
    ['that mints nothing and creates a contract', { ...deposit, mint: 0n, value: 0n, to: null }],
  ])('brings back a deposit %s', async (_what, sent) => {
    const { url } = await start({ optimism: true })
    await mineDeposit(url, sent)
    const { transactions } = (await newestBlock(url)).payload
    expect(transactions.map(decodeDeposit)).toEqual([{ kind: 'ok', value: sent }])
  })

  test('that is not there is none', async () => {
    const { url } = await start({})
    const client = createExecutionClient({ url, jwtSecret: null, deadlineMs: 10_000 })
    expect(await client.payload(`0x${'5a'.repeat(32)}`, live)).toEqual({ kind: 'ok', value: null })
  })
})

describe('a client that lies', () => {
  test.each<[string, (block: Block) => unknown]>([
    ['the input of a transaction', ofFirst(({ input, ...rest }) => ({ ...rest, input: `${input}00` }))],
    ['the source of a deposit', ofFirst((json) => ({ ...json, sourceHash: `0x${'99'.repeat(32)}` }))],
    ['a mint', ofFirst(({ mint: _mint, ...rest }) => rest)],
    ['a transaction that it leaves out', (block) => ({ ...block, transactions: [] })],
    ['a field of the header', (block) => ({ ...block, gasUsed: '0x1' })],
  ])('about %s is caught by the block hash', async (_what, change) => {
    expect(await lied(change)).toMatchObject({
      kind: 'malformed',
      detail: expect.stringMatching(/what it says of 0x[0-9a-f]{64} does not give that hash/),
    })
  })

  test('or speaks of a transaction that this version does not know, is told so by its type and place', async () => {
    expect(await lied(ofFirst((json) => ({ ...json, type: '0x7d' })))).toMatchObject({
      kind: 'malformed',
      detail: expect.stringContaining('transaction 0: of type 0x7d, whose JSON is not known'),
    })
  })
})

type Json = Readonly<Record<string, string>>

interface Block {
  readonly transactions: readonly Json[]
}

function ofFirst(change: (transaction: Json) => unknown) {
  return ({ transactions: [first, ...rest], ...block }: Block) => ({
    ...block,
    transactions: [change(first!), ...rest],
  })
}

/** What becomes of a block with one deposit behind such a proxy. */
async function lied(change: (block: Block) => unknown) {
  const { url } = await start({ optimism: true })
  await mineDeposit(url, deposit)
  const { blockHash } = (await newestBlock(url)).payload
  const lie: Lie = (method, block) => (method === 'eth_getBlockByHash' ? change(block as Block) : block)
  await using proxy = await serveLyingProxy(url, lie)
  const client = createExecutionClient({ url: proxy.url, jwtSecret: null, deadlineMs: 10_000 })
  return await client.payload(blockHash, live)
}

async function mineDeposit(url: string, sent: Deposit) {
  await request(url, 'evm_setAutomine', [false])
  await request(url, 'eth_sendRawTransaction', [toHex(encodeDeposit(sent))])
  await request(url, 'evm_mine', [])
}

async function newestBlock(url: string): Promise<ExecutionPayloadEnvelope> {
  const client = createExecutionClient({ url, jwtSecret: null, deadlineMs: 10_000 })
  const head = okOf(await client.block({ tag: 'latest' }, live))
  const block = okOf(await client.payload(head!.hash, live))
  if (block === null) throw new Error('the newest block is not there')
  return block
}

async function start(options: { hardfork?: string; optimism?: boolean }) {
  const anvil = await startAnvil({ chainId, port: 0, ...options })
  started.push(anvil.stop)
  return anvil
}

function request(url: string, method: string, params: readonly unknown[]): Promise<unknown> {
  return http(url, { retryCount: 0 })({}).request({ method, params })
}

/** Legacy transactions begin with the prefix of a list. */
function typeOf([first]: Uint8Array): number {
  return first! >= 0xc0 ? 0 : first!
}

function okOf<T>(answer: Answer<T>): T {
  if (answer.kind !== 'ok') throw new Error(`${answer.kind}: ${answer.detail}`)
  return answer.value
}
