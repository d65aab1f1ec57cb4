import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAncestry } from '../../src/actors/engine/ancestry.ts'
import { withLearnedLinks } from '../../src/actors/engine/learned-ancestry.ts'
import { createLinks } from '../../src/actors/engine/links.ts'
import { blocksOf, clientWith, hashOf, parentsOfTree } from './tree.ts'

test('what was learned says nothing else than the client does', async () => {
  const choice = fc.nat()
  await fc.assert(
    fc.asyncProperty(
      parentsOfTree,
      choice,
      choice,
      choice,
      fc.array(choice),
      async (parents, a, b, c, taught) => {
        const blocks = blocksOf(parents)
        const pick = (index: number) => blocks[index % blocks.length]!
        const bare = () => {
          const links = createLinks(1_000)
          const block = clientWith(blocks, pick(c))
          return { links, ancestry: createAncestry({ block, links, walkLimitBlocks: 100 }) }
        }
        const { links, ancestry } = bare()
        for (const index of taught) links.add(pick(index))
        const learned = withLearnedLinks({ ancestry, links, walkLimitBlocks: 100 })
        const [left, right] = [pick(a), pick(b)]
        const expected = await bare().ancestry.commonAncestor(left.hash, right)
        expect(await learned.commonAncestor(left.hash, right)).toEqual(expected)
      },
    ),
    { numRuns: 300 },
  )
})

const chain = blocksOf(Array.from({ length: 20 }, (_, index) => index))
const silent = { commonAncestor: async () => ({ kind: 'timed-out', detail: 'asked' }) as const }

test('a head above by links that are known costs no reading', async () => {
  const links = createLinks(1_000)
  for (const block of chain.slice(5)) links.add(block)
  const { commonAncestor } = withLearnedLinks({ ancestry: silent, links, walkLimitBlocks: 20 })
  for (const right of chain.slice(4)) {
    expect(await commonAncestor(hashOf(20), right)).toMatchObject({ block: { number: right.number } })
  }
  expect(await commonAncestor(hashOf(20), chain[3]!)).toMatchObject({ detail: 'asked' })
})

test('the walk is bounded', async () => {
  const links = createLinks(1_000)
  for (const block of chain) links.add(block)
  const { commonAncestor } = withLearnedLinks({ ancestry: silent, links, walkLimitBlocks: 10 })
  expect(await commonAncestor(hashOf(20), chain[10]!)).toMatchObject({ block: { number: 10 } })
  expect(await commonAncestor(hashOf(20), chain[9]!)).toMatchObject({ detail: 'asked' })
})
