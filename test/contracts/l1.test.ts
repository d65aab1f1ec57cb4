import { createTestClient, http } from 'viem'
import { createL1 } from '../../src/adapters/l1/l1.ts'
import { createMemoryL1, type MemoryL1 } from '../../src/adapters/memory/l1.ts'
import { serveL1 } from '../../src/adapters/memory/serve-l1.ts'
import { startAnvil } from '../../src/devnet/anvil.ts'
import { type L1World, l1Contract } from './l1-contract.ts'

const deadlineMs = 10_000

l1Contract('the in-memory twin', async () => {
  const l1 = createMemoryL1()
  const vanish = async () => l1.fail({ kind: 'unreachable', detail: 'gone' })
  return { ...worldOf(l1), port: l1, vanish, close: async () => {} }
})

l1Contract('the twin behind HTTP', async () => {
  const l1 = createMemoryL1()
  const { url, close } = await serveL1(l1)
  return { ...worldOf(l1), port: createL1({ urls: [url], deadlineMs }), vanish: close, close }
})

l1Contract('a real anvil', async () => {
  // With epochs of one slot, what is two blocks below the latest block is final.
  const anvil = await startAnvil({ chainId: 900, slotsInAnEpoch: 1, port: 0 })
  const client = createTestClient({ mode: 'anvil', transport: http(anvil.url, { retryCount: 0 }) })
  return {
    port: createL1({ urls: [anvil.url], deadlineMs }),
    grow: (blocks) => client.mine({ blocks }),
    reorg: (depth) => client.request({ method: 'anvil_reorg', params: [depth, []] } as never),
    finalize: async () => {},
    vanish: anvil.stop,
    close: anvil.stop,
  }
})

function worldOf(l1: MemoryL1): Pick<L1World, 'grow' | 'reorg' | 'finalize'> {
  return {
    grow: async (blocks) => void l1.chain.extend(blocks),
    reorg: async (depth) => void l1.chain.reorg(l1.chain.head().number - depth + 1, 'reorganised'),
    finalize: async (number) => l1.finalize(number),
  }
}
