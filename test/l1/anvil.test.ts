import { createTestClient, http } from 'viem'
import { afterEach, describe, expect, it } from 'vitest'
import type { L1View } from '../../machines/values.ts'
import { createL1Reader } from '../../src/actors/l1/read.ts'
import { createL1 } from '../../src/adapters/l1/l1.ts'
import { type Anvil, startAnvil } from '../../src/devnet/anvil.ts'

const signal = AbortSignal.timeout(60_000)

describe('a real L1', () => {
  const started: Anvil[] = []
  const start = async (port = 0) => {
    const anvil = await startAnvil({ chainId: 900, port })
    started.push(anvil)
    return anvil
  }
  afterEach(() => Promise.all(started.splice(0).map(({ stop }) => stop())))

  it('orphans the views of the blocks that it reorganises away, and keeps the others', async () => {
    const { url } = await start()
    const client = createTestClient({ mode: 'anvil', transport: http(url, { retryCount: 0 }) })
    const l1 = createL1({ urls: [url], deadlineMs: 10_000 })
    await client.mine({ blocks: 10 })
    const [kept, lost] = [await viewAt(l1, 7), await viewAt(l1, 8)]
    await client.request({ method: 'anvil_reorg', params: [3, []] } as never)
    expect(await createL1Reader({ l1 })({ views: [kept, lost] }, signal)).toMatchObject({
      kind: 'read',
      latest: { number: 10 },
      views: { [kept.hash]: 'canonical', [lost.hash]: 'orphaned' },
    })
  })

  it('has headers of its newest fork, which are proven still', async () => {
    const { url } = await start()
    const l1 = createL1({ urls: [url], deadlineMs: 10_000 })
    const genesis = await viewAt(l1, 0)
    expect(await l1.origin(genesis, signal)).toMatchObject({
      kind: 'ok',
      value: { kind: 'canonical', header: genesis },
    })
  })

  it('ends with its process when it is stopped, once or twice', async () => {
    const { pid, stop } = await start()
    expect(process.kill(pid, 0)).toBe(true)
    await stop()
    await stop()
    expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  })

  it('tells what it said when it cannot start', async () => {
    const { url } = await start()
    await expect(start(Number(new URL(url).port))).rejects.toThrow(/anvil did not start: .*in use/)
  })
})

async function viewAt(l1: ReturnType<typeof createL1>, number: number): Promise<L1View> {
  const answer = await l1.blockAt(number, signal)
  if (answer.kind !== 'ok' || answer.value === null) throw new Error(`no L1 block ${number}`)
  return answer.value
}
