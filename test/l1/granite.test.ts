import { afterAll, beforeAll, expect, it } from 'vitest'
import { createL1 } from '../../src/adapters/l1/l1.ts'
import type { L1Block } from '../../src/adapters/memory/l1-blocks.ts'
import { blockToJson, receiptsToJson } from '../../src/adapters/memory/l1-json.ts'
import { type RpcServer, serveJsonRpc } from '../../src/adapters/memory/serve-json-rpc.ts'
import { granitePack, readGranitePack } from '../derive/support/granite-pack.ts'
import { describeWithVectors } from '../derive/support/vectors.ts'

const signal = AbortSignal.timeout(60_000)

describeWithVectors('Sepolia as its clients write it in JSON', [granitePack], () => {
  const blocks: L1Block[] = []
  let server: RpcServer

  beforeAll(async () => {
    for (const { header, receipts } of readGranitePack().l1.values())
      blocks.push({ header, receipts: receipts ?? [], transactionHashes: [] })
    server = await serve(blocks)
  })
  afterAll(() => server?.close())

  it('is proven block by block: 81 headers by their hashes, and receipts by their roots', async () => {
    const l1 = createL1({ urls: [server.url], deadlineMs: 10_000, chainId: () => 11_155_111 })
    let withReceipts = 0
    for (const { header, receipts } of blocks) {
      const look = await l1.origin(header, signal)
      expect(look).toEqual({ kind: 'ok', value: { kind: 'canonical', header } })
      if (receipts.length === 0) continue
      expect(await l1.receipts(header, signal)).toEqual({ kind: 'ok', value: receipts })
      withReceipts++
    }
    expect([blocks.length, withReceipts]).toEqual([81, 24])
  })
})

function serve(blocks: readonly L1Block[]): Promise<RpcServer> {
  const byHash = ([hash]: readonly unknown[]) => blocks.find(({ header }) => header.hash === hash)!
  const methods = {
    eth_chainId: () => '0xaa36a7',
    eth_getBlockByNumber: ([number]: readonly unknown[]) =>
      blockToJson(blocks.find(({ header }) => header.number === Number(number))!),
    eth_getBlockReceipts: (params: readonly unknown[]) => receiptsToJson(byHash(params)),
  }
  return serveJsonRpc({ methods, host: '127.0.0.1', port: 0 })
}
