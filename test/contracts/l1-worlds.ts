import { createTestClient, http } from 'viem'
import { createL1 } from '../../src/adapters/l1/l1.ts'
import { createMemoryL1, type MemoryL1 } from '../../src/adapters/memory/l1.ts'
import { serveL1 } from '../../src/adapters/memory/serve-l1.ts'
import { startAnvil } from '../../src/devnet/anvil.ts'
import { fromHex } from '../../src/wire/hex.ts'
import { emitter, loggedData, mineLogs, topic } from './anvil-logs.ts'
import type { L1World } from './l1-contract.ts'
import type { L1OriginsWorld } from './l1-origins-contract.ts'

type World = L1World & L1OriginsWorld

const deadlineMs = 10_000
const chainId = 900

export async function memoryWorld(): Promise<World> {
  const l1 = createMemoryL1()
  const vanish = async () => l1.fail({ kind: 'unreachable', detail: 'gone' })
  return { ...worldOf(l1), port: l1, vanish, close: async () => {} }
}

export async function servedWorld(): Promise<World> {
  const l1 = createMemoryL1()
  const { url, close } = await serveL1(l1, { chainId })
  const port = createL1({ urls: [url], deadlineMs, chainId: () => chainId })
  return { ...worldOf(l1), port, vanish: close, close }
}

export async function anvilWorld(): Promise<World> {
  // With epochs of one slot, what is two blocks below the latest block is final.
  const anvil = await startAnvil({ chainId, slotsInAnEpoch: 1, hardfork: 'prague', port: 0 })
  const client = createTestClient({ mode: 'anvil', transport: http(anvil.url, { retryCount: 0 }) })
  return {
    port: createL1({ urls: [anvil.url], deadlineMs, chainId: () => chainId }),
    grow: (blocks) => client.mine({ blocks }),
    mineLogs: () => mineLogs(anvil.url, chainId),
    reorg: (depth) => client.request({ method: 'anvil_reorg', params: [depth, []] } as never),
    finalize: async () => {},
    vanish: anvil.stop,
    close: anvil.stop,
  }
}

function worldOf(l1: MemoryL1): Pick<World, 'grow' | 'mineLogs' | 'reorg' | 'finalize'> {
  return {
    grow: async (blocks) => void l1.chain.extend(blocks),
    mineLogs: async () => {
      l1.emit(
        ...loggedData.map((data) => ({ address: emitter, topics: [topic], data: fromHex(data) }) as const),
      )
      l1.chain.extend()
      return [0, 1, 2, 3]
    },
    reorg: async (depth) => void l1.chain.reorg(l1.chain.head().number - depth + 1, 'reorganised'),
    finalize: async (number) => l1.finalize(number),
  }
}
