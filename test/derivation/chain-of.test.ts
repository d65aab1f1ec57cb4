import { describe, expect, it } from 'vitest'
import { chainOfClient, chainOfRollupNode } from '../../src/actors/derivation/chain-of.ts'
import { createMemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import type { BlockSelector, ExecutionClientPort } from '../../src/ports/execution-client.ts'
import { ref } from './story.ts'

const signal = AbortSignal.timeout(60_000)

describe('our chain by an execution client', () => {
  const block = {
    number: 5,
    hash: `0x${'5'.repeat(64)}`,
    parentHash: `0x${'4'.repeat(64)}`,
    timestamp: 10,
  } as const
  const clientThatHas = (held: typeof block | null) => {
    const asked: BlockSelector[] = []
    const port: Pick<ExecutionClientPort, 'name' | 'block'> = {
      name: 'client',
      block: async (selector) => {
        asked.push(selector)
        return { kind: 'ok', value: held }
      },
    }
    return { asked, chain: chainOfClient(port as ExecutionClientPort) }
  }

  it('is asked by height, and for its latest block', async () => {
    const { asked, chain } = clientThatHas(block)
    expect(await chain.blockAt(5, signal)).toEqual({ kind: 'ok', value: block })
    expect(await chain.head(signal)).toMatchObject({ kind: 'ok', value: { number: 5, hash: block.hash } })
    expect(asked).toEqual([{ number: 5 }, { tag: 'latest' }])
  })

  it('lacks a block above its head, but never the head', async () => {
    const { chain } = clientThatHas(null)
    expect(await chain.blockAt(6, signal)).toEqual({ kind: 'ok', value: null })
    expect(await chain.head(signal)).toMatchObject({ kind: 'malformed' })
  })
})

describe('our chain by a rollup node', () => {
  it('is what the node says, up to its unsafe head', async () => {
    const node = createMemoryRollupNode()
    node.chain.extend(9)
    const chain = chainOfRollupNode(node)
    expect(await chain.head(signal)).toMatchObject({ kind: 'ok', value: ref(node.chain.at(9)) })
    expect(await chain.blockAt(4, signal)).toMatchObject({ kind: 'ok', value: ref(node.chain.at(4)) })
    expect(await chain.blockAt(10, signal)).toEqual({ kind: 'ok', value: null })
  })

  it('has no head while the node names none', async () => {
    const node = createMemoryRollupNode()
    const unsafe = node.status().unsafe_l2
    node.report({ unsafe_l2: { ...unsafe, hash: `0x${'00'.repeat(32)}` } })
    expect(await chainOfRollupNode(node).head(signal)).toMatchObject({ kind: 'unreachable' })
  })
})
