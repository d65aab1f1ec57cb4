import type { ExamineInput } from '../../machines/follower/outcomes.ts'
import type { BlockRef } from '../../machines/values.ts'
import { createExaminer } from '../../src/actors/derivation/examine.ts'
import { createStory, depositsOnly, nothingMoreKnown, ref, statement } from './story.ts'

/** Two nodes that derived up to 80, an attestation of block 70 under the L1 view of block 40. */
export function createScene() {
  const story = createStory(2)
  const { chain, l1, rollupNodes, client } = story
  for (const node of rollupNodes) node.derive(80)
  const examine = createExaminer({
    rollupNodes,
    chain: client,
    l1,
    reduce: depositsOnly,
    ...nothingMoreKnown,
  })
  const view = ref(l1.chain.at(40))
  const about = (target: BlockRef, change: Partial<ExamineInput> = {}): ExamineInput => {
    const statements = [statement(target, view)]
    const known = { crossSafe: ref(chain.at(60)), trustedBase: null, consolidated: null }
    return { target, statements, ...known, ...change }
  }
  const target = ref(chain.at(70))
  const stranger = ref(chain.fork(65, 'of the attester').at(70))
  return { ...story, examine, about, view, target, stranger }
}
