import { afterEach, describe, expect, it } from 'vitest'
import { createL1 } from '../../src/adapters/l1/l1.ts'
import { createMemoryL1 } from '../../src/adapters/memory/l1.ts'
import { receiptsToJson } from '../../src/adapters/memory/l1-json.ts'
import { depositLog } from '../../src/adapters/memory/l1-logs.ts'
import { RpcRefusal, type RpcServer, serveJsonRpc } from '../../src/adapters/memory/serve-json-rpc.ts'
import { serveL1 } from '../../src/adapters/memory/serve-l1.ts'
import type { Answer } from '../../src/ports/trouble.ts'
import { serveLyingProxy } from '../contracts/lying-proxy.ts'

const signal = AbortSignal.timeout(60_000)
const deadlineMs = 10_000
const started: RpcServer[] = []

afterEach(() => Promise.all(started.splice(0).map(({ close }) => close())))

async function scene() {
  const twin = createMemoryL1()
  const [portal, somebody] = [`0x${'11'.repeat(20)}`, `0x${'22'.repeat(20)}`] as const
  const deposit = { from: somebody, to: null, mint: 0n, value: 0n, gas: 50_000n, data: new Uint8Array(3) }
  for (let block = 0; block < 6; block++) {
    twin.emit(depositLog(portal, deposit), depositLog(portal, { ...deposit, to: somebody }))
    twin.chain.extend()
  }
  const calls: string[] = []
  const server = await serveL1(twin, { onCall: (method) => calls.push(method) })
  started.push(server)
  return { twin, calls, url: server.url, l1: createL1({ urls: [server.url], deadlineMs }) }
}

describe('an L1 origin', () => {
  it('costs two calls, however many L2 blocks name it', async () => {
    const { twin, calls, l1 } = await scene()
    for (let l2Block = 0; l2Block < 6; l2Block++) {
      const header = await canonical(l1, twin.chain.at(3)!)
      expect(okOf(await l1.receipts(header, signal))).toHaveLength(2)
    }
    expect(calls).toEqual(['eth_getBlockByNumber', 'eth_getBlockReceipts'])
  })

  it('that was read as the next of another one costs only its receipts', async () => {
    const { twin, calls, l1 } = await scene()
    const header = await canonical(l1, twin.chain.at(3)!)
    const next = okOf(await l1.next(header, signal))
    expect(await canonical(l1, twin.chain.at(4)!)).toEqual(next)
    expect(okOf(await l1.next(header, signal))).toEqual(next)
    expect(calls).toEqual(['eth_getBlockByNumber', 'eth_getBlockByNumber'])
  })

  it.each<[string, (l1: L1) => Promise<unknown>]>([
    ['the block of another branch at its height', (l1) => l1.blockAt(3, signal)],
    ['a block that is not built on it', (l1) => l1.blockAt(4, signal)],
    ['a block that it is not built on', (l1) => l1.blockAt(2, signal)],
    ['the latest block', (l1) => l1.latest(signal)],
  ])('is not taken for canonical any more once L1 shows %s', async (_what, look) => {
    const { twin, l1 } = await scene()
    const lost = [twin.chain.at(3)!, twin.chain.at(5)!]
    for (const block of lost) await canonical(l1, block)
    twin.chain.reorg(2, 'other')
    await look(l1)
    for (const { number, hash } of lost)
      expect(await l1.origin({ number, hash }, signal)).toMatchObject({ value: { kind: 'orphaned' } })
  })

  it('whose receipts are gone is asked for again, and turns out to be orphaned', async () => {
    const { twin, url } = await scene()
    const gone = (method: string, result: unknown) => (method === 'eth_getBlockReceipts' ? null : result)
    await using proxy = await serveLyingProxy(url, gone)
    const l1 = createL1({ urls: [proxy.url], deadlineMs })
    const lost = twin.chain.at(5)!
    const header = await canonical(l1, lost)
    twin.chain.reorg(5, 'other')
    expect(await l1.receipts(header, signal)).toMatchObject({
      kind: 'refused',
      detail: expect.stringContaining(`no block 5 of hash ${header.hash}`),
    })
    expect(await l1.origin(lost, signal)).toMatchObject({ value: { kind: 'orphaned' } })
  })

  it('is forgotten when many others came, and is read again', async () => {
    const { twin, calls, l1 } = await scene()
    twin.chain.extend(300)
    for (let number = 0; number <= 300; number++) await canonical(l1, twin.chain.at(number)!)
    calls.length = 0
    await canonical(l1, twin.chain.at(300)!)
    expect(calls).toEqual([])
    await canonical(l1, twin.chain.at(0)!)
    expect(calls).toEqual(['eth_getBlockByNumber'])
  })
})

describe('a client without eth_getBlockReceipts', () => {
  it('is asked for each receipt, in order, and they are proven all the same', async () => {
    const { twin, url } = await scene()
    const { number, hash } = twin.chain.at(3)!
    const block = twin.blockOf(hash)!
    const old = await serveOldClient(url, block)
    const l1 = createL1({ urls: [old.url], deadlineMs })
    const header = await canonical(l1, { number, hash })
    expect(okOf(await l1.receipts(header, signal))).toEqual(block.receipts)
    expect(old.calls).toEqual([
      'eth_getBlockByNumber',
      'eth_getBlockReceipts',
      'eth_getBlockByHash',
      'eth_getTransactionReceipt',
      'eth_getTransactionReceipt',
    ])
  })
})

/** The same L1 behind a client that knows one receipt at a time. */
async function serveOldClient(url: string, block: Parameters<typeof receiptsToJson>[0]) {
  const calls: string[] = []
  const pass = (method: string) => async (params: readonly unknown[]) => {
    const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(url, { method: 'POST', headers, body })
    return ((await answer.json()) as { result: unknown }).result
  }
  const methods = {
    eth_getBlockByNumber: pass('eth_getBlockByNumber'),
    eth_getBlockByHash: pass('eth_getBlockByHash'),
    eth_getBlockReceipts: () => {
      throw new RpcRefusal(-32_601, 'the method eth_getBlockReceipts does not exist')
    },
    eth_getTransactionReceipt: ([hash]: readonly unknown[]) =>
      receiptsToJson(block)[block.transactionHashes.indexOf(hash as `0x${string}`)] ?? null,
  }
  const onCall = (method: string) => calls.push(method)
  const server = await serveJsonRpc({ methods, host: '127.0.0.1', port: 0, onCall })
  started.push(server)
  return { url: server.url, calls }
}

type L1 = ReturnType<typeof createL1>

async function canonical(l1: L1, { number, hash }: { number: number; hash: `0x${string}` }) {
  const look = okOf(await l1.origin({ number, hash }, signal))
  if (look.kind !== 'canonical') throw new Error(`block ${number} is ${look.kind}`)
  return look.header
}

function okOf<T>(answer: Answer<T>): T {
  if (answer.kind !== 'ok') throw new Error(`${answer.kind}: ${answer.detail}`)
  return answer.value
}
