import { describe, expect, it } from 'vitest'
import { type BatchJudge, judgedBatches } from '../../../src/devnet/op/judged-batches.ts'
import { createChain, type RollupBlock } from '../../../src/devnet/rollup/chain.ts'
import { l1At, l2Genesis, on } from './blocks.ts'

const genesis = l2Genesis()
const first = on(genesis, l1At(1))
const invalid = on(first, l1At(2), 'invalid')
const upon = on(invalid, l1At(3))
const reduced = on(first, l1At(2), 'reduced')
const next = on(reduced, l1At(3))
const all = [first, invalid, upon, reduced, next]

describe('the batches of an L1 block', () => {
  it('add what the node holds, in order, and skip what is derived already', async () => {
    expect(await derived([[first], [first, invalid, upon]], [first, invalid, upon])).toEqual(
      refs(first, invalid, upon),
    )
  })

  it('give way to the replacement of an invalid block, and lose what stands on it', async () => {
    const batches = [[first, invalid, upon], [next]]
    expect(await derived(batches, [first, reduced, next], [invalid, upon])).toEqual(
      refs(first, reduced, next),
    )
  })

  it('are dropped behind an invalid block, even where they would fit', async () => {
    expect(await derived([[first, invalid, next]], [first, reduced, next], [invalid])).toEqual(
      refs(first, reduced),
    )
  })

  it('are dropped where they name another block that is not invalid', async () => {
    expect(await derived([[first, invalid, upon]], [first, reduced, next])).toEqual(refs(first))
  })

  it('are dropped where what they name stands on another branch, invalid or not', async () => {
    expect(await derived([[upon]], [first, reduced, next], [invalid, upon], reduced)).toEqual([])
  })

  it('are dropped where nobody has what they name', async () => {
    const stranger = on(first, l1At(2), 'stranger')
    expect(await derived([[first, stranger]], [first, reduced], [stranger])).toEqual(refs(first))
  })
})

function derived(
  batches: readonly (readonly RollupBlock[])[],
  held: readonly RollupBlock[],
  refused: readonly RollupBlock[] = [],
  tip = genesis,
) {
  const chain = createChain(genesis.ref)
  held.forEach(chain.append)
  const judge: BatchJudge = {
    named: (hash) => all.find(({ ref }) => ref.hash === hash) ?? null,
    refuses: async (block) => refused.includes(block),
  }
  const named = batches.map((batch) => batch.map(({ ref }) => ref))
  return judgedBatches(named, tip.ref, chain, judge)
}

function refs(...blocks: readonly RollupBlock[]) {
  return blocks.map(({ ref }) => ref)
}
