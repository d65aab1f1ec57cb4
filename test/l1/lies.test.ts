import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createL1 } from '../../src/adapters/l1/l1.ts'
import { createMemoryL1 } from '../../src/adapters/memory/l1.ts'
import { configUpdateLog, depositLog } from '../../src/adapters/memory/l1-logs.ts'
import type { RpcServer } from '../../src/adapters/memory/serve-json-rpc.ts'
import { serveL1 } from '../../src/adapters/memory/serve-l1.ts'
import type { Hex } from '../../src/wire/payload.ts'
import { type Lie, serveLyingProxy } from '../contracts/lying-proxy.ts'

const signal = AbortSignal.timeout(60_000)
const deadlineMs = 10_000
const [portal, systemConfig, somebody] = [addressOf(1), addressOf(2), addressOf(3)]

const l1 = createMemoryL1()
const deposit = { from: somebody, to: somebody, mint: 1n, value: 2n, gas: 21_000n, data: Uint8Array.of(1) }
l1.emit(depositLog(portal, deposit), configUpdateLog(systemConfig, 'gasLimit', 40_000_000n))
l1.chain.extend()
const block = l1.chain.at(1)!
let honest: RpcServer

beforeAll(async () => {
  honest = await serveL1(l1)
})
afterAll(() => honest.close())

const headerFields = [
  'parentHash',
  'sha3Uncles',
  'miner',
  'stateRoot',
  'transactionsRoot',
  'receiptsRoot',
  'logsBloom',
  'difficulty',
  'gasLimit',
  'gasUsed',
  'timestamp',
  'extraData',
  'mixHash',
  'nonce',
  'baseFeePerGas',
  'withdrawalsRoot',
  'blobGasUsed',
  'excessBlobGas',
  'parentBeaconBlockRoot',
  'requestsHash',
]

describe('an endpoint that lies', () => {
  it.each(headerFields)('about the %s of a header is caught by the hash', async (field) => {
    const lie = ofBlocks((header) => ({ ...header, [field]: flipped(header[field]) }))
    expect(await read(lie)).toMatchObject({
      kind: 'malformed',
      detail: expect.stringMatching(
        /the header of block 1 hashes to 0x[0-9a-f]{64}, and not to 0x[0-9a-f]{64}/,
      ),
    })
  })

  it.each(['baseFeePerGas', 'requestsHash'])('about there being no %s is caught alike', async (field) => {
    expect(await read(ofBlocks((header) => ({ ...header, [field]: null })))).toMatchObject({
      kind: 'malformed',
      detail: expect.stringContaining('the header of block 1 hashes to'),
    })
  })

  it('about the hash itself is caught, and is no other block', async () => {
    expect(await read(ofBlocks((header) => ({ ...header, hash: flipped(header.hash) })))).toMatchObject({
      kind: 'malformed',
      detail: expect.stringContaining('the header of block 1 hashes to'),
    })
  })

  it('about the height is caught before', async () => {
    expect(await read(ofBlocks((header) => ({ ...header, number: '0x7' })))).toMatchObject({
      kind: 'malformed',
      detail: expect.stringContaining('asked for block 1, got 7'),
    })
  })

  it.each<[string, (receipts: Receipts) => unknown]>([
    ['the status of a receipt', ([one, ...rest]) => [{ ...one, status: '0x0' }, ...rest]],
    ['the type of a receipt', ([one, ...rest]) => [{ ...one, type: '0x5' }, ...rest]],
    ['the gas of a receipt', ([one, ...rest]) => [changed(one, 'cumulativeGasUsed'), ...rest]],
    ['the bloom of a receipt', ([one, ...rest]) => [changed(one, 'logsBloom'), ...rest]],
    ['the address of a log', ofFirstLog((log) => changed(log, 'address'))],
    ['the data of a log', ofFirstLog((log) => changed(log, 'data'))],
    [
      'a topic of a log',
      ofFirstLog((log) => ({ ...log, topics: log.topics.with(1, flipped(log.topics[1])) })),
    ],
    ['the number of topics', ofFirstLog((log) => ({ ...log, topics: log.topics.slice(1) }))],
    ['a log that it leaves out', ([one, ...rest]) => [{ ...one, logs: [] }, ...rest]],
    ['a receipt that it leaves out', (receipts) => receipts.slice(1)],
    ['a receipt that it repeats', ([one, ...rest]) => [one, one, ...rest]],
    ['the order of receipts', (receipts) => receipts.toReversed()],
    ['there being any receipt', () => []],
  ])('about %s is caught by the root, and by nothing before', async (_what, change) => {
    const lie: Lie = (method, result) =>
      method === 'eth_getBlockReceipts' ? change(result as Receipts) : result
    expect(await read(lie)).toMatchObject({
      kind: 'malformed',
      detail: expect.stringMatching(/the receipts of block 1 give the root 0x[0-9a-f]{64}, and not 0x/),
    })
    const trusting = await read(lie, true)
    expect(trusting.kind).toBe('ok')
    expect(trusting).not.toEqual({ kind: 'ok', value: l1.blockOf(block.hash)?.receipts })
  })

  it('is believed in its header by who trusts it', async () => {
    const lie = ofBlocks((header) => ({ ...header, mixHash: flipped(header.mixHash) }))
    await using proxy = await serveLyingProxy(honest.url, lie)
    const trusting = createL1({ urls: [proxy.url], deadlineMs, trustRpc: true })
    const truth = l1.blockOf(block.hash)!.header
    expect(await trusting.origin(block, signal)).toEqual({
      kind: 'ok',
      value: { kind: 'canonical', header: { ...truth, mixHash: flipped(truth.mixHash) } },
    })
  })

  it('is passed over for an honest one, and named when it is alone', async () => {
    await using liar = await serveLyingProxy(
      honest.url,
      ofBlocks((header) => ({ ...header, stateRoot: flipped(header.stateRoot) })),
    )
    const both = createL1({ urls: [liar.url, honest.url], deadlineMs })
    expect(await both.origin(block, signal)).toMatchObject({ kind: 'ok', value: { kind: 'canonical' } })
    expect(liar.calls).toEqual(['eth_getBlockByNumber'])
    const alone = createL1({ urls: [liar.url], deadlineMs })
    expect(await alone.origin(block, signal)).toMatchObject({
      kind: 'malformed',
      detail: expect.stringContaining(liar.url),
    })
  })
})

/** The receipts of the block, as they come through such a proxy; what goes wrong with its header is said first. */
async function read(lie: Lie, trustRpc = false) {
  await using proxy = await serveLyingProxy(honest.url, lie)
  const lied = createL1({ urls: [proxy.url], deadlineMs, trustRpc })
  const look = await lied.origin(block, signal)
  if (look.kind !== 'ok') return look
  if (look.value.kind !== 'canonical') throw new Error(`the block is ${look.value.kind}`)
  return await lied.receipts(look.value.header, signal)
}

type Header = Readonly<Record<string, Hex>>

interface Log {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
}

interface Receipt {
  readonly cumulativeGasUsed: Hex
  readonly logsBloom: Hex
  readonly logs: readonly [Log, ...Log[]]
}

type Receipts = readonly [Receipt, ...Receipt[]]

function ofBlocks(change: (header: Header) => unknown): Lie {
  return (method, result) => (method === 'eth_getBlockByNumber' ? change(result as Header) : result)
}

function ofFirstLog(change: (log: Log) => unknown) {
  return ([{ logs, ...one }, ...rest]: Receipts) => [
    { ...one, logs: [change(logs[0]), ...logs.slice(1)] },
    ...rest,
  ]
}

function changed<F extends string>(record: { readonly [K in F]: Hex }, field: F) {
  return { ...record, [field]: flipped(record[field]) }
}

/** The last digit is another one; what has no digits gets a byte. */
function flipped(hex: Hex = '0x'): Hex {
  if (hex === '0x') return '0x01'
  return `${hex.slice(0, -1)}${hex.endsWith('1') ? '2' : '1'}` as Hex
}

function addressOf(digit: number): Hex {
  return `0x${`${digit}`.repeat(40)}`
}
