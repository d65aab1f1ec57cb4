import type { L1View } from '../../../machines/values.ts'
import type { L1Port } from '../../ports/l1.ts'
import { createMemoryChain, type MemoryChain } from './chain.ts'
import { createScript, type Script } from './script.ts'

export interface MemoryL1 extends L1Port, Script {
  readonly chain: MemoryChain
  /** The finalized block is the one at this height; before the first call there is none. */
  readonly finalize: (number: number) => void
}

export interface MemoryL1Options {
  readonly name?: string
  readonly chain?: MemoryChain
}

export function createMemoryL1({
  name = 'memory L1',
  chain = createMemoryChain('l1'),
}: MemoryL1Options = {}): MemoryL1 {
  const { script, answer } = createScript(name)
  let finalized: number | null = null
  return {
    ...script,
    name,
    chain,
    finalize: (number) => {
      finalized = number
    },
    blockAt: (number, signal) => answer('blockAt', signal, () => viewAt(chain, number)),
    latest: (signal) => answer('latest', signal, () => viewAt(chain, chain.head().number)!),
    finalized: (signal) =>
      answer('finalized', signal, () => (finalized === null ? null : viewAt(chain, finalized))),
  }
}

function viewAt(chain: MemoryChain, height: number): L1View | null {
  const block = chain.at(height)
  return block && { number: block.number, hash: block.hash }
}
