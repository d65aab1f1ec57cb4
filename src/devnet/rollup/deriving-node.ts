import type { L1BlockRef, L2BlockRef, SyncStatus } from '../../ports/rollup-node.ts'
import type { RollupChain } from './chain.ts'
import { type Derivation, deriveFrom, finalizeWith, type L1Input, startDerivation } from './derivation.ts'
import type { L1Chain } from './l1-chain.ts'
import { type L1Heads, syncStatus } from './sync-status.ts'

/** What every rollup node does, whoever seals the blocks: read L1 and find local-safe and finalized. */
export interface DerivingNode {
  /** Reads L1 as far as it is deep enough and the node holds the blocks that it names. */
  readonly advance: () => Promise<L1Heads>
  readonly localSafe: () => L2BlockRef
  readonly finalized: () => L2BlockRef
  readonly status: (heads: { readonly safe: L2BlockRef; readonly finalized: L2BlockRef }) => SyncStatus
}

export interface DerivingNodeOptions {
  readonly chain: RollupChain
  readonly l1: L1Chain
  readonly l1Genesis: L1BlockRef
  /** How far below the L1 tip derivation stays; what makes one node lag behind another. */
  readonly confirmationDepth: number
}

export function createDerivingNode(options: DerivingNodeOptions): DerivingNode {
  const { chain, l1, l1Genesis, confirmationDepth } = options
  let derivation: Derivation = startDerivation(chain.genesis, l1Genesis)
  let heads: L1Heads = { latest: l1Genesis, safe: l1Genesis, finalized: l1Genesis }
  const localSafe = () => held(chain, derivation.localSafe.number)
  const finalized = () => held(chain, derivation.finalized.number)
  return {
    advance: async () => {
      heads = await l1.heads()
      const last = heads.latest.number - confirmationDepth
      for (let height = derivation.currentL1.number + 1; height <= last; height++) {
        const input = await l1.input(height)
        if (input === null || namesUnknown(input, chain)) break
        derivation = deriveFrom(derivation, connected(input, derivation), chain.holds)
      }
      derivation = finalizeWith(derivation, heads.finalized.number)
      return heads
    },
    localSafe,
    finalized,
    status: ({ safe, finalized: final }) => {
      const l2 = { unsafe: chain.tip(), localSafe: localSafe(), safe, finalized: final }
      return syncStatus(heads, derivation.currentL1, l2)
    },
  }
}

/** True while a block that the batches name is still on its way to this node. */
function namesUnknown({ batches }: L1Input, chain: RollupChain): boolean {
  return batches.some((batch) => batch.some(({ number }) => number > chain.tip().number))
}

function connected(input: L1Input, { currentL1 }: Derivation): L1Input {
  if (input.block.parentHash === currentL1.hash) return input
  throw new Error(`L1 was reorganised at ${input.block.number}, which the embedded rollup does not follow`)
}

function held(chain: RollupChain, height: number): L2BlockRef {
  const ref = chain.at(height)
  if (ref === null) throw new Error(`the embedded rollup no longer holds block ${height}`)
  return ref
}
