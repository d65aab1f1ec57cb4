import { describe, expect, it } from 'vitest'
import { isLinked, limitLinkBlocks } from '../../src/actors/derivation/link.ts'
import { createMemoryChain } from '../../src/adapters/memory/chain.ts'
import { createMemoryClient, ref } from './story.ts'

const signal = AbortSignal.timeout(60_000)

describe('a link by parent hashes', () => {
  const chain = createMemoryChain('l2')
  chain.extend(limitLinkBlocks + 2)
  const client = createMemoryClient(chain)
  const linked = (lower: number, upper: number) =>
    isLinked(ref(chain.at(lower)), ref(chain.at(upper)), client, signal)

  it('leads from a block to itself', async () => {
    expect(await linked(7, 7)).toEqual({ kind: 'ok', value: true })
  })

  it('is shown over many blocks, and not looked for over more than the limit', async () => {
    expect(await linked(1, 1 + limitLinkBlocks)).toEqual({ kind: 'ok', value: true })
    expect(await linked(1, 2 + limitLinkBlocks)).toEqual({ kind: 'ok', value: false })
  })

  it('breaks wherever one block does not fit, also where one batch of reads ends', async () => {
    for (const height of [2, 32, 33, 34, 64, 65, 99]) {
      const lying = createMemoryClient(chain)
      lying.lie(chain.fork(height, 'stale').at(height))
      const answer = await isLinked(ref(chain.at(1)), ref(chain.at(100)), lying, signal)
      expect(answer, `${height}`).toEqual({ kind: 'ok', value: false })
    }
  })

  it('is not shown while the client lacks a block', async () => {
    const behind = createMemoryClient(chain)
    behind.holdAt(50)
    const answer = await isLinked(ref(chain.at(1)), ref(chain.at(60)), behind, signal)
    expect(answer).toEqual({ kind: 'ok', value: false })
  })
})
