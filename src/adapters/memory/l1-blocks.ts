import type { Hash } from '../../../machines/values.ts'
import { type Header, type SealedHeader, seal } from '../../derive/header.ts'
import type { Log, Receipt } from '../../derive/receipt.ts'
import { receiptsRoot, transactionsRoot } from '../../derive/roots.ts'
import type { L1BlockRef } from '../../ports/rollup-node.ts'
import { keccak256 } from '../../wire/hash.ts'
import { toHex } from '../../wire/hex.ts'
import type { SealBlock } from './chain.ts'
import { logsBloom } from './logs-bloom.ts'

/** A block of L1 as far as somebody derives from it: its transactions are only hashes. */
export interface L1Block {
  readonly header: SealedHeader
  readonly receipts: readonly Receipt[]
  readonly transactionHashes: readonly Hash[]
}

export interface L1BlocksOptions {
  /** Unix seconds. */
  readonly genesisTime: number
  readonly secondsPerBlock: number
  /** What is other than usual in the header of this height. */
  readonly headerTraits: (number: number) => Partial<Header>
}

/** Makes the blocks of an L1 in memory and keeps all of them, those of lost branches too. */
export interface L1Blocks {
  readonly seal: SealBlock
  /** The next block that is made carries these logs, each in a transaction of its own. */
  readonly emit: (...logs: readonly Log[]) => void
  readonly of: (hash: Hash) => L1Block | null
}

const gasPerTransaction = 100_000n

export function createL1Blocks(options: L1BlocksOptions): L1Blocks {
  const blocks = new Map<Hash, L1Block>()
  let pending: readonly Log[] = []
  return {
    of: (hash) => blocks.get(hash) ?? null,
    emit: (...logs) => {
      pending = [...pending, ...logs]
    },
    seal: (parent, branch) => {
      const block = blockOn(parent, branch, pending, options)
      pending = []
      blocks.set(block.header.hash, block)
      const { number, hash, parentHash, timestamp } = block.header
      return { number, hash, parentHash, timestamp }
    },
  }
}

function blockOn(
  parent: L1BlockRef | null,
  branch: string,
  logs: readonly Log[],
  { genesisTime, secondsPerBlock, headerTraits }: L1BlocksOptions,
): L1Block {
  const number = parent === null ? 0 : parent.number + 1
  const receipts = logs.map(receiptOf)
  const transactions = logs.map((_, index) => Buffer.from(`${branch} ${number} ${index}`))
  const header = seal({
    ...plainHeader,
    parentHash: parent?.hash ?? zeroHash,
    // What a beacon chain would have drawn: it tells the branches apart.
    mixHash: toHex(keccak256(Buffer.from(`${branch} ${number}`))),
    transactionsRoot: transactionsRoot(transactions),
    receiptsRoot: receiptsRoot(receipts),
    logsBloom: logsBloom(logs),
    number,
    gasUsed: receipts.at(-1)?.cumulativeGasUsed ?? 0n,
    timestamp: genesisTime + number * secondsPerBlock,
    ...headerTraits(number),
  })
  return { header, receipts, transactionHashes: transactions.map((bytes) => toHex(keccak256(bytes))) }
}

/** The types of L1's transactions take turns. */
function receiptOf(log: Log, index: number): Receipt {
  return {
    type: index % 5,
    succeeded: true,
    cumulativeGasUsed: gasPerTransaction * BigInt(index + 1),
    logsBloom: logsBloom([log]),
    logs: [log],
  }
}

const zeroHash: Hash = `0x${'00'.repeat(32)}`

/** Of the Prague fork, and of a block without anything in it. */
const plainHeader = {
  ommersHash: '0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347',
  beneficiary: `0x${'00'.repeat(20)}`,
  stateRoot: zeroHash,
  difficulty: 0n,
  gasLimit: 60_000_000n,
  extraData: '0x',
  nonce: '0x0000000000000000',
  baseFeePerGas: 1_000_000_000n,
  withdrawalsRoot: '0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421',
  blobGasUsed: 0n,
  excessBlobGas: 0n,
  parentBeaconBlockRoot: zeroHash,
  requestsHash: '0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
} as const
