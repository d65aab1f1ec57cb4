import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDerivationReader } from '../../src/actors/derivation/read.ts'
import { createMemoryChain } from '../../src/adapters/memory/chain.ts'
import { createMemoryRollupNode } from '../../src/adapters/memory/rollup-node.ts'
import { asking, createMemoryClient, ref } from './story.ts'

const signal = AbortSignal.timeout(60_000)
const tip = 24
const height = fc.integer({ min: 0, max: tip })

/** A node that may be on a branch of its own. */
const anyNode = fc.record({ localSafe: height, forkedAt: fc.option(fc.integer({ min: 1, max: tip })) })

/** What happens at the n-th read of our chain. */
const anyMove = fc.oneof(
  fc.record({ kind: fc.constant('derive' as const), node: fc.nat(2), to: height }),
  fc.record({
    kind: fc.constant('node-reorg' as const),
    node: fc.nat(2),
    to: fc.integer({ min: 1, max: tip }),
  }),
  fc.record({
    kind: fc.constant('our-reorg' as const),
    node: fc.nat(2),
    to: fc.integer({ min: 1, max: tip }),
  }),
)

const anyWorld = fc.record({
  nodes: fc.array(anyNode, { minLength: 1, maxLength: 3 }),
  holdAt: fc.option(height),
  moves: fc.dictionary(fc.nat(8).map(String), anyMove, { maxKeys: 3 }),
  crossSafe: fc.option(height),
})

it('never reports a local-safe block that is not on our chain, or that a source did not derive', async () => {
  let agreed = 0
  const property = fc.asyncProperty(anyWorld, async (world) => {
    const { read, everOurs, everDerived, question } = enact(world)
    const reading = await read(question, signal)
    if (reading.kind !== 'agreed') return
    agreed++
    const { localSafe } = reading
    expect(everOurs()).toContain(localSafe.hash)
    for (const derived of everDerived()) expect(derived).toContain(localSafe.hash)
  })
  await fc.assert(property, { numRuns: 2_000 })
  expect(agreed).toBeGreaterThan(200)
})

function enact({
  nodes,
  holdAt,
  moves,
  crossSafe,
}: typeof anyWorld extends fc.Arbitrary<infer W> ? W : never) {
  const chain = createMemoryChain('l2')
  chain.extend(tip)
  const client = createMemoryClient(chain)
  if (holdAt !== null) client.holdAt(holdAt)
  const rollupNodes = nodes.map(({ localSafe, forkedAt }, index) => {
    const own = forkedAt === null ? chain.fork(tip, 'l2') : chain.fork(forkedAt, `node ${index}`)
    const node = createMemoryRollupNode({ name: `node ${index}`, chain: own })
    node.derive(localSafe)
    return node
  })
  const ours = new Set<string>()
  const derived = rollupNodes.map(() => new Set<string>())
  const remember = () => {
    for (let at = 0; at <= Math.min(tip, holdAt ?? tip); at++) ours.add(chain.at(at)!.hash)
    rollupNodes.forEach((node, index) => {
      for (let at = 0; at <= node.status().local_safe_l2.number; at++)
        derived[index]!.add(node.refAt(at)!.hash)
    })
  }
  const question = asking({ crossSafe: crossSafe === null ? null : ref(chain.at(crossSafe)) })
  let reads = 0
  remember()
  client.onCall(() => {
    const move = moves[reads++]
    const node = move && rollupNodes[move.node]
    if (move?.kind === 'our-reorg') chain.reorg(move.to, `ours ${reads}`)
    if (move?.kind === 'derive') node?.derive(move.to)
    if (move?.kind === 'node-reorg') node?.chain.reorg(move.to, `ours ${reads}`)
    remember()
  })
  const read = createDerivationReader({ rollupNodes, chain: client })
  return { read, question, everOurs: () => ours, everDerived: () => derived }
}
