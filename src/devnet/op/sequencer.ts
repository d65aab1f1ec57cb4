import type { Hash } from '../../../machines/values.ts'
import { reductionAttributes } from '../../actors/engine/reduction.ts'
import type { Rules } from '../../derive/rules.ts'
import type { ClockPort } from '../../ports/clock.ts'
import type { ExecutionClientPort, ForkchoiceState } from '../../ports/execution-client.ts'
import type { L1Port } from '../../ports/l1.ts'
import type { L1OriginsPort } from '../../ports/l1-origins.ts'
import type { L1BlockRef, L2BlockRef, SyncStatus } from '../../ports/rollup-node.ts'
import { createBatcher } from '../rollup/batcher.ts'
import { createChain, type RollupBlock } from '../rollup/chain.ts'
import type { L1Chain } from '../rollup/l1-chain.ts'
import { repeatRounds } from '../rollup/rounds.ts'
import { engineAttributes } from './attributes.ts'
import { createCrossSafety } from './cross-safety.ts'
import { createOpDerivingNode } from './deriving-node.ts'
import { bringsDeposits, nextAttributes } from './next-attributes.ts'
import { createRequest } from './request.ts'
import { createSealer } from './sealer.ts'

/** The node that makes the OP chain: it derives attributes, seals, posts batches, and verifies messages. */
export interface OpSequencer {
  readonly status: () => SyncStatus
  readonly blockAt: (height: number) => L2BlockRef | null
  /** Sealed blocks above a height, oldest first: how another node gets the unsafe chain. */
  readonly blocksAfter: (height: number, limitBlocks: number) => readonly RollupBlock[]
  /** Any block that it has ever sealed: what a batch would hold that here only names it. */
  readonly sealed: (hash: Hash) => RollupBlock | null
  /**
   * Puts a transaction beside the next deposit of a user, and waits with its verdict on the messages of
   * that block. Resolves to the block.
   */
  readonly takeBesideDeposit: (transaction: Uint8Array) => Promise<RollupBlock>
  /** Finds the block invalid that waits for a verdict, and goes on upon its reduction. Resolves to that. */
  readonly condemn: () => Promise<RollupBlock>
  /** Works until the signal; rejects when its client or L1 is broken. */
  readonly run: (signal: AbortSignal) => Promise<void>
}

export interface OpSequencerOptions {
  readonly client: ExecutionClientPort
  readonly rules: Rules
  /** Where its batches go, and are read again. */
  readonly l1: L1Chain
  /** Where its blocks have their origins. */
  readonly origins: L1Port & L1OriginsPort
  readonly genesis: RollupBlock
  readonly l1Genesis: L1BlockRef
  readonly clock: ClockPort
}

const confirmationDepth = 0
const pacing = { intervalMs: 50, failuresLimit: 20 }

export function createOpSequencer(options: OpSequencerOptions): OpSequencer {
  const { client, rules, l1, origins, genesis, l1Genesis, clock } = options
  const chain = createChain(genesis.ref)
  const { seal, sealed } = createSealer({ client, rollup: rules.rollup, chain, genesis })
  const invalid = new Set<Hash>()
  const crossSafety = createCrossSafety(genesis.ref.number)
  const batcher = createBatcher(chain, l1)
  const transaction = createRequest<Uint8Array, RollupBlock>()
  const verdict = createRequest<true, RollupBlock>()
  let doubted: RollupBlock | null = null
  const node = createOpDerivingNode({
    chain,
    l1,
    l1Genesis,
    confirmationDepth,
    judge: { named: sealed, refuses: async ({ ref }) => invalid.has(ref.hash) },
    onReorg: () => crossSafety.lower(chain.tip().number),
  })

  async function round(signal: AbortSignal): Promise<void> {
    const dueSeconds = chain.tip().timestamp + rules.rollup.blockTimeSeconds
    if (clock.nowMs() < dueSeconds * 1_000) return
    let { latest } = await derive()
    if (verdict.wanted() !== null) {
      await replaceDoubted(signal)
      latest = (await derive()).latest
    }
    await sealNext(latest.number, signal)
    await batcher.postDue()
  }

  async function derive() {
    const before = node.localSafe().number
    const heads = await node.advance()
    const { number } = node.localSafe()
    if (number < before) batcher.goOnFrom(number)
    crossSafety.advance(number)
    return heads
  }

  async function sealNext(l1Latest: number, signal: AbortSignal): Promise<void> {
    const parent = sealed(chain.tip().hash)!
    const attributes = await nextAttributes(rules, origins, parent, l1Latest, signal)
    const wanted = bringsDeposits(attributes) ? transaction.wanted() : null
    const sequenced = wanted === null ? [] : [wanted]
    const block = await seal(forkchoice(), engineAttributes(attributes, sequenced), signal)
    if (wanted === null) return
    doubted = block
    crossSafety.doubt(block.ref.number)
    transaction.fulfil(block)
  }

  async function replaceDoubted(signal: AbortSignal): Promise<void> {
    if (doubted === null) throw new Error('no block waits for a verdict')
    const { ref, envelope } = doubted
    invalid.add(ref.hash)
    chain.rewindTo(ref.number - 1)
    crossSafety.settle()
    const replacement = await seal(forkchoice(), reductionAttributes(envelope)!, signal)
    await node.reset()
    batcher.goOnFrom(ref.number)
    doubted = null
    verdict.fulfil(replacement)
  }

  const crossSafe = (): L2BlockRef => chain.at(crossSafety.height()) ?? genesis.ref
  const finalized = (): L2BlockRef => lower(crossSafe(), node.finalized())
  const forkchoice = (): ForkchoiceState => ({
    headBlockHash: chain.tip().hash,
    safeBlockHash: lower(crossSafe(), chain.tip()).hash,
    finalizedBlockHash: finalized().hash,
  })

  return {
    status: () => node.status({ safe: crossSafe(), finalized: finalized() }),
    blockAt: chain.at,
    blocksAfter: chain.after,
    sealed,
    takeBesideDeposit: transaction.ask,
    condemn: () => verdict.ask(true),
    run: (signal) => repeatRounds(() => round(signal), pacing, signal),
  }
}

function lower(a: L2BlockRef, b: L2BlockRef): L2BlockRef {
  return a.number < b.number ? a : b
}
