import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createAncestry } from '../../src/actors/engine/ancestry.ts'
import { createLinks } from '../../src/actors/engine/links.ts'
import type { BlockSelector } from '../../src/ports/execution-client.ts'
import { ancestorsOf, blocksOf, clientWith, hashOf, parentsOfTree } from './tree.ts'

test('the common ancestor is the one that a search through both ancestries finds', async () => {
  await fc.assert(
    fc.asyncProperty(parentsOfTree, fc.nat(), fc.nat(), fc.nat(), async (parents, a, b, c) => {
      const blocks = blocksOf(parents)
      const [left, right, tip] = [a, b, c].map((choice) => blocks[choice % blocks.length]!)
      const ancestry = createAncestry({
        block: clientWith(blocks, tip!),
        links: createLinks(1_000),
        walkLimitBlocks: 100,
      })
      const above = new Set(ancestorsOf(blocks, left!).map(({ hash }) => hash))
      const expected = ancestorsOf(blocks, right!).find(({ hash }) => above.has(hash))!
      expect(await ancestry.commonAncestor(left!.hash, right!)).toEqual({
        kind: 'block',
        block: { number: expected.number, hash: expected.hash },
      })
    }),
    { numRuns: 500 },
  )
})

/** Two branches of twenty blocks from the genesis, neither of them canonical. */
const branches = blocksOf(Array.from({ length: 40 }, (_, index) => (index === 20 ? 0 : index)))
const [leftTip, rightTip] = [branches[20]!, branches[40]!]

test('a walk is bounded', async () => {
  const ancestry = createAncestry({
    block: clientWith(branches, branches[0]!),
    links: createLinks(1_000),
    walkLimitBlocks: 25,
  })
  expect(await ancestry.commonAncestor(leftTip.hash, rightTip)).toMatchObject({ kind: 'timed-out' })
})

test('two canonical blocks are compared without a walk', async () => {
  const asked: BlockSelector[] = []
  const client = clientWith(branches, leftTip)
  const ancestry = createAncestry({
    block: (selector) => {
      asked.push(selector)
      return client(selector)
    },
    links: createLinks(1_000),
    walkLimitBlocks: 0,
  })
  expect(await ancestry.commonAncestor(leftTip.hash, branches[3]!)).toMatchObject({ block: { number: 3 } })
  expect(asked).toHaveLength(3)
})

test('a low block off the chain costs its own branch, however high the other one is', async () => {
  const ancestry = createAncestry({
    block: clientWith(branches, leftTip),
    links: createLinks(1_000),
    walkLimitBlocks: 1,
  })
  expect(await ancestry.commonAncestor(branches[21]!.hash, leftTip)).toMatchObject({ block: { number: 0 } })
})

test('a block that the client has never heard of is named', async () => {
  const ancestry = createAncestry({
    block: clientWith(branches, leftTip),
    links: createLinks(1_000),
    walkLimitBlocks: 10,
  })
  expect(await ancestry.commonAncestor(hashOf(99), leftTip)).toEqual({ kind: 'unknown', hash: hashOf(99) })
})

test('trouble of the client is passed on', async () => {
  const trouble = { kind: 'unreachable', detail: 'gone' } as const
  const ancestry = createAncestry({ block: async () => trouble, links: createLinks(1), walkLimitBlocks: 10 })
  expect(await ancestry.commonAncestor(leftTip.hash, rightTip)).toEqual(trouble)
})

test('links beyond the limit are forgotten, the oldest first', () => {
  const links = createLinks(2)
  for (const block of branches.slice(0, 3)) links.add(block)
  expect(branches.slice(0, 3).map(({ hash }) => links.get(hash)?.number)).toEqual([undefined, 1, 2])
})
