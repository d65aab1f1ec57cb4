import { describe, expect, it } from 'vitest'
import { blockHashOf } from '../../src/wire/block-hash.ts'
import { toHex } from '../../src/wire/hex.ts'
import { orderedTrieRoot } from '../../src/wire/ordered-trie-root.ts'
import type { ExecutionPayload } from '../../src/wire/payload.ts'
import { hashOf, hildrBlock, isthmusBlock, transaction, withPayload } from './fixtures.ts'

describe('block hash', () => {
  it('of the foreign V3 golden is the one that it claims', () => {
    expect(blockHashOf(hildrBlock)).toBe('0xfece77b89685f60e3663b6e0faf2de0734674eb91339700c4858c773a8ff921e')
  })

  it('changes with every field of the header', () => {
    const changes: Partial<ExecutionPayload>[] = [
      { parentHash: hashOf(0xee) },
      { feeRecipient: `0x${'ee'.repeat(20)}` },
      { stateRoot: hashOf(0xee) },
      { receiptsRoot: hashOf(0xee) },
      { logsBloom: `0x${'ee'.repeat(256)}` },
      { prevRandao: hashOf(0xee) },
      { blockNumber: 7 },
      { gasLimit: 7n },
      { gasUsed: 7n },
      { timestamp: 7 },
      { extraData: '0x07' },
      { baseFeePerGas: 7n },
      { transactions: isthmusBlock.payload.transactions.toReversed() },
      { blobGasUsed: 7n },
      { excessBlobGas: 7n },
      { withdrawalsRoot: hashOf(0xee) },
    ]
    const hashes = changes.map((change) => blockHashOf(withPayload(isthmusBlock, change)))
    const root = blockHashOf({ ...isthmusBlock, parentBeaconBlockRoot: hashOf(0xee) })
    expect(new Set([...hashes, root, isthmusBlock.payload.blockHash]).size).toBe(changes.length + 2)
  })

  it('of a V3 block commits to its withdrawals, of a V4 block to the root that it names', () => {
    const withdrawals = [
      { index: 1n, validatorIndex: 2n, address: `0x${'03'.repeat(20)}`, amount: 4n },
    ] as const
    expect(blockHashOf(withPayload(hildrBlock, { withdrawals }))).not.toBe(blockHashOf(hildrBlock))
    expect(blockHashOf(withPayload(isthmusBlock, { withdrawals }))).toBe(blockHashOf(isthmusBlock))
  })
})

/** Roots computed with a general trie, @ethereumjs/mpt 10, over the same transactions. */
const rootsByCount = [
  [0, '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421'],
  [1, '0xac92bc8d02906a87a573c32c72bb427036f0e43d7a7375c5c491ebba064add15'],
  [2, '0x33ba20aa058a7f0d77057f28d1955041aef3383e5a4c4c0cdea1578df6e465e3'],
  [17, '0x621c7877e0ae207f70fc436c62ab9d02fcd03472f5a0a7afbcfcaa8f627aebdf'],
  [127, '0xd0e206b885820a48ffe735f2b56c76ee489924e0fda8dad1cc9ba4c9c440381e'],
  [128, '0x0919d7c7dad1a9218c18d89eb18385f08da40b88af6de643fd05e0e7714c0018'],
  [129, '0x1b7ee15eb97ee43b869e6bc7907f405f38af13b22c9ddca75db3cd878eb2176c'],
  [130, '0x205c7503790118c882594e0f2c0a5179f28f6253c93a8d61b404ad0d6c1f8e09'],
  [256, '0xc8c70cd394e2345472fe4e25fc5669d28b80b2898f271506e2ae36629b630f5b'],
  [257, '0x72f6740bc26aae226d138b85acb22ca3c2c9dd4d7552a06cbe98dc2cd2a4119a'],
  [1000, '0xc4f303a9c53a3d04888b84416a883b41e7513fb96f1d5cc26bf860555335d08f'],
  [4096, '0x9774d3ca55e341ddc73af89b650dc151309e863c733a9b8cdeb9fbba33c17ffd'],
] as const

describe('ordered trie root', () => {
  it.each(rootsByCount)('of %i values is that of a general trie', (count, root) => {
    const values = Array.from({ length: count }, (_, i) => numbered(i))
    expect(toHex(orderedTrieRoot(values))).toBe(root)
  })

  it('stands a short node in its parent itself', () => {
    const short = [transaction(1, 1), transaction(2, 1), transaction(3, 1)]
    expect(toHex(orderedTrieRoot(short))).toBe(
      '0x7212ba90919b517ec43266a4223e445fdb0c0bd5cb45187e7698f771cee150ba',
    )
  })
})

/** From 1 byte to 300, so that leaves of every kind of length prefix are among them. */
function numbered(i: number): Uint8Array {
  return Uint8Array.from({ length: 1 + ((i * 37) % 300) }, (_, j) => (i * 31 + j * 7 + 1) & 0xff)
}
