import type { Hash, L1View } from '../../../machines/values.ts'
import type { Header, SealedHeader } from '../../derive/header.ts'
import type { Log } from '../../derive/receipt.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { L1OriginsPort, OriginLook } from '../../ports/l1-origins.ts'
import { notThere } from '../l1/not-there.ts'
import { createMemoryChain, type MemoryChain } from './chain.ts'
import { createL1Blocks, type L1Block, type L1Blocks } from './l1-blocks.ts'
import { createScript, type Script } from './script.ts'

export interface MemoryL1 extends L1Port, L1OriginsPort, Script {
  readonly chain: MemoryChain
  /** The finalized block is the one at this height; before the first call there is none. */
  readonly finalize: (number: number) => void
  /** The next block, on whatever branch, carries these logs, each in a transaction of its own. */
  readonly emit: (...logs: readonly Log[]) => void
  /** A block of this hash, of a lost branch too. */
  readonly blockOf: (hash: Hash) => L1Block | null
}

export interface MemoryL1Options {
  readonly name?: string
  /** Unix seconds. */
  readonly genesisTime?: number
  readonly secondsPerBlock?: number
  /** What is other than usual in the header of this height: fees for instance, or what a fork brings. */
  readonly headerTraits?: (number: number) => Partial<Header>
}

/** Blocks have true headers, with the hash and the roots of what is in them. */
export function createMemoryL1({
  name = 'memory L1',
  genesisTime = 0,
  secondsPerBlock = 12,
  headerTraits = () => ({}),
}: MemoryL1Options = {}): MemoryL1 {
  const { script, answer } = createScript(name)
  const blocks = createL1Blocks({ genesisTime, secondsPerBlock, headerTraits })
  const chain = createMemoryChain('l1', blocks.seal)
  let finalized: number | null = null
  return {
    ...script,
    name,
    chain,
    emit: blocks.emit,
    blockOf: blocks.of,
    finalize: (number) => {
      finalized = number
    },
    blockAt: (number, signal) => answer('blockAt', signal, () => viewAt(chain, number)),
    latest: (signal) => answer('latest', signal, () => viewAt(chain, chain.head().number)!),
    finalized: (signal) =>
      answer('finalized', signal, () => (finalized === null ? null : viewAt(chain, finalized))),
    origin: (block, signal) => answer('origin', signal, () => look(chain, blocks, block)),
    receipts: async ({ number, hash }, signal) => {
      const block = await answer('receipts', signal, () => blocks.of(hash))
      if (block.kind !== 'ok') return block
      if (block.value === null) return notThere(`${name}: no block ${number} of hash ${hash}`)
      return { kind: 'ok', value: block.value.receipts }
    },
    next: (header, signal) =>
      answer('next', signal, () => {
        const above = headerAt(chain, blocks, header.number + 1)
        return above?.parentHash === header.hash ? above : null
      }),
  }
}

function viewAt(chain: MemoryChain, height: number): L1View | null {
  const block = chain.at(height)
  return block && { number: block.number, hash: block.hash }
}

function headerAt(chain: MemoryChain, blocks: L1Blocks, height: number): SealedHeader | null {
  const block = chain.at(height)
  return block && blocks.of(block.hash)!.header
}

function look(chain: MemoryChain, blocks: L1Blocks, { number, hash }: L1View): OriginLook {
  const header = headerAt(chain, blocks, number)
  if (header === null) return { kind: 'ahead' }
  if (header.hash === hash) return { kind: 'canonical', header }
  return { kind: 'orphaned', canonical: { number, hash: header.hash } }
}
