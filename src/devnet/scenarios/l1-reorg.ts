import type { BlockerCode } from '../../../machines/follower/codes.ts'
import type { BlockRef } from '../../../machines/values.ts'
import type { OpNetwork } from '../op/network.ts'
import { blockText } from '../view/text.ts'
import type { Story } from './scenario.ts'

/** A block is promoted some five L1 blocks after its origin: deep enough that promoted ones lose theirs. */
const depthBlocks = 10
const withdrawing: BlockerCode = 'derivation/withdrawing'

export const l1Reorg: Story<OpNetwork> = {
  about: 'L1 reorganises below promoted blocks: the follower withdraws them and goes on upon the new chain',
  play: async (network, stage) => {
    const { chronicle, l1, verifier, follower, safe } = network
    const promoted = () => chronicle.promoted()
    await stage.expect('blocks are promoted', () => promoted().length >= depthBlocks, 60_000)

    await l1.reorganise(depthBlocks)
    const lost = promoted().at(-1)!
    stage.say(`L1 reorganises: its last ${depthBlocks} blocks are others now, and the batches in them gone`)
    await stage.expect(
      `block ${blockText(lost)}, which was promoted, is derived no more`,
      () => verifier.blockAt(lost.number)?.hash !== lost.hash,
      20_000,
    )
    await stage.expect(
      'the follower withdraws it, and says why: derivation/withdrawing',
      () => follower.explanationOf(withdrawing) !== null && follower.crossSafe()?.hash !== lost.hash,
      30_000,
    )
    stage.quote(follower.explanationOf(withdrawing)!)
    await stage.expect(
      'what it promotes then is on the new chain, and higher',
      () => isBeyond(network, lost),
      60_000,
    )
    await stage.expect(
      'the client calls safe a block of the new chain',
      async () => {
        const head = await safe()
        return head !== null && verifier.blockAt(head.number)?.hash === head.hash
      },
      5_000,
    )
    await stage.expect('nobody had to look: it is not halted', () => follower.openEvidence() === null, 0)
  },
}

function isBeyond({ chronicle, verifier }: OpNetwork, { number }: BlockRef): boolean {
  const last = chronicle.promoted().at(-1)!
  return last.number > number && verifier.blockAt(last.number)?.hash === last.hash
}
