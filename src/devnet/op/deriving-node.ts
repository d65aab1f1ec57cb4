import type { BlockRef, L1View } from '../../../machines/values.ts'
import type { L1BlockRef, L2BlockRef, SyncStatus } from '../../ports/rollup-node.ts'
import type { RollupChain } from '../rollup/chain.ts'
import {
  type Derivation,
  deriveFrom,
  finalizeWith,
  type L1Input,
  startDerivation,
} from '../rollup/derivation.ts'
import type { DerivingNode, DerivingNodeOptions } from '../rollup/deriving-node.ts'
import type { L1Chain } from '../rollup/l1-chain.ts'
import { type L1Heads, syncStatus } from '../rollup/sync-status.ts'
import { type BatchJudge, judgedBatches } from './judged-batches.ts'

/** A node that follows its L1 wherever it goes, and takes replacements for what is invalid. */
export interface OpDerivingNode extends DerivingNode {
  /** Begins to derive anew from what is final, as a node does that was told that its chain is another one. */
  readonly reset: () => Promise<void>
}

export interface OpDerivingNodeOptions extends DerivingNodeOptions {
  readonly judge: BatchJudge
  /** Called when L1 was reorganised and the chain was taken back to what still has its origin. */
  readonly onReorg: () => void
}

export function createOpDerivingNode(options: OpDerivingNodeOptions): OpDerivingNode {
  const { chain, l1, l1Genesis, confirmationDepth, judge, onReorg } = options
  let derivation: Derivation = startDerivation(chain.genesis, l1Genesis)
  let heads: L1Heads = { latest: l1Genesis, safe: l1Genesis, finalized: l1Genesis }
  /** The newest final block, with the L1 block up to which it was derived. */
  let base: { readonly block: BlockRef; readonly l1: L1View } = { block: chain.genesis, l1: l1Genesis }

  async function reset(): Promise<void> {
    derivation = startDerivation(base.block, await canonical(l1, base.l1.number))
  }

  async function followL1(): Promise<void> {
    if ((await isCanonical(l1, derivation.currentL1)) && (await isCanonical(l1, chain.tip().l1origin))) return
    await rewindToOrigin(chain, l1)
    await reset()
    onReorg()
  }

  async function readTo(last: number): Promise<void> {
    for (let height = derivation.currentL1.number + 1; height <= last; height++) {
      const input = await l1.input(height)
      if (input === null || namesUnknown(input, chain)) return
      if (input.block.parentHash !== derivation.currentL1.hash) return
      const batch = await judgedBatches(input.batches, derivation.localSafe, chain, judge)
      derivation = deriveFrom(derivation, { ...input, batches: [batch] }, chain.holds)
    }
  }

  function finalize(l1Finalized: number): void {
    base = derivation.steps.findLast((step) => step.l1.number <= l1Finalized) ?? base
    derivation = finalizeWith(derivation, l1Finalized)
  }

  const localSafe = () => held(chain, derivation.localSafe.number)
  return {
    advance: async () => {
      heads = await l1.heads()
      await followL1()
      await readTo(heads.latest.number - confirmationDepth)
      finalize(heads.finalized.number)
      return heads
    },
    reset,
    localSafe,
    finalized: () => held(chain, derivation.finalized.number),
    status: ({ safe, finalized }): SyncStatus =>
      syncStatus(heads, derivation.currentL1, {
        unsafe: chain.tip(),
        localSafe: localSafe(),
        safe,
        finalized,
      }),
  }
}

/** True while a block that the batches name is still on its way to this node. */
function namesUnknown({ batches }: L1Input, chain: RollupChain): boolean {
  return batches.some((batch) => batch.some(({ number }) => number > chain.tip().number))
}

/** Back to the last block whose origin L1 still has. */
async function rewindToOrigin(chain: RollupChain, l1: L1Chain): Promise<void> {
  let kept = chain.tip()
  while (!(await isCanonical(l1, kept.l1origin))) kept = held(chain, kept.number - 1)
  chain.rewindTo(kept.number)
}

async function isCanonical(l1: L1Chain, { number, hash }: L1View): Promise<boolean> {
  return (await l1.origin(number))?.hash === hash
}

async function canonical(l1: L1Chain, height: number): Promise<L1BlockRef> {
  const block = await l1.origin(height)
  if (block === null) throw new Error(`the embedded L1 has lost block ${height}, which was final`)
  return block
}

function held(chain: RollupChain, height: number): L2BlockRef {
  const ref = chain.at(height)
  if (ref === null) throw new Error(`the embedded rollup does not hold block ${height}`)
  return ref
}
