import type { Address, BlockRef } from '../../../machines/values.ts'
import type { ClockPort } from '../../ports/clock.ts'
import type { ExecutionClientPort, ForkchoiceState } from '../../ports/execution-client.ts'
import type { L1BlockRef, L2BlockRef, SyncStatus } from '../../ports/rollup-node.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import { nextAttributes, sequencerFeeVault } from './attributes.ts'
import { createBatcher } from './batcher.ts'
import { createChain, type RollupBlock } from './chain.ts'
import { createDerivingNode } from './deriving-node.ts'
import type { L1Chain, L1Origin } from './l1-chain.ts'
import { nextOriginNumber, sequenceNumber } from './origin.ts'
import { repeatRounds } from './rounds.ts'
import { buildPayload, sealBlock } from './seal.ts'
import { createVerification } from './verification.ts'

/** The node that makes the chain: it seals, posts batches to L1, derives them again and verifies. */
export interface Sequencer {
  readonly status: () => SyncStatus
  readonly blockAt: (height: number) => L2BlockRef | null
  /** Sealed blocks above a height, oldest first: how another node gets the unsafe chain. */
  readonly blocksAfter: (height: number, limitBlocks: number) => readonly RollupBlock[]
  /**
   * Builds a second, real block beside the next one, claims it as cross-safe when its height is
   * reached, and stands by it: what a broken or bribed verifier does. Resolves to that block.
   */
  readonly claimRival: () => Promise<BlockRef>
  /** The block that was built beside the chain, when there is one. */
  readonly rival: () => RollupBlock | null
  /** Becomes honest again, and goes on. */
  readonly withdrawClaim: () => void
  /** Works until the signal; rejects when its client or L1 is broken. */
  readonly run: (signal: AbortSignal) => Promise<void>
}

export interface SequencerOptions {
  readonly client: ExecutionClientPort
  readonly l1: L1Chain
  readonly genesis: L2BlockRef
  readonly l1Genesis: L1BlockRef
  readonly clock: ClockPort
}

const confirmationDepth = 0
const pacing = { intervalMs: 50, failuresLimit: 20 }
const rivalFeeRecipient: Address = '0x00000000000000000000000000000000000b0b01'

export function createSequencer(options: SequencerOptions): Sequencer {
  const { client, l1, genesis, l1Genesis, clock } = options
  const chain = createChain(genesis)
  const node = createDerivingNode({ chain, l1, l1Genesis, confirmationDepth })
  const verification = createVerification(genesis.number)
  const batcher = createBatcher(chain, l1)
  let l1Latest = l1Genesis.number
  let rivalWanted: PromiseWithResolvers<BlockRef> | null = null
  let rival: RollupBlock | null = null

  async function round(signal: AbortSignal): Promise<void> {
    const parent = chain.tip()
    if (clock.nowMs() < (parent.timestamp + 1) * 1_000) return
    l1Latest = (await node.advance()).latest.number
    verification.advance(node.localSafe().number)
    const origin = await l1.origin(nextOriginNumber(parent.l1origin.number, l1Latest))
    if (origin === null) throw new Error('the embedded L1 went backwards')
    await sealNext(parent, origin, signal)
    await batcher.postDue()
  }

  async function sealNext(parent: L2BlockRef, origin: L1Origin, signal: AbortSignal): Promise<void> {
    const nowSeconds = Math.floor(clock.nowMs() / 1_000)
    const attributes = (recipient: Address) => nextAttributes(parent, origin, nowSeconds, recipient)
    if (rivalWanted !== null) {
      const built = await buildPayload(client, forkchoice(parent), attributes(rivalFeeRecipient), signal)
      rival = { ref: reference(built, parent, origin), envelope: built }
      verification.claim(rival.ref)
      rivalWanted.resolve(rival.ref)
      rivalWanted = null
    }
    const envelope = await sealBlock(client, forkchoice(parent), attributes(sequencerFeeVault), signal)
    chain.append({ ref: reference(envelope, parent, origin), envelope })
  }

  const crossSafe = (): L2BlockRef => chain.at(verification.height()) ?? genesis
  const finalized = (): L2BlockRef => lower(crossSafe(), node.finalized())
  const forkchoice = (head: BlockRef): ForkchoiceState => ({
    headBlockHash: head.hash,
    safeBlockHash: crossSafe().hash,
    finalizedBlockHash: finalized().hash,
  })

  return {
    status: () => node.status({ safe: verification.falseHead() ?? crossSafe(), finalized: finalized() }),
    blockAt: chain.at,
    blocksAfter: chain.after,
    claimRival: () => {
      rivalWanted ??= Promise.withResolvers<BlockRef>()
      return rivalWanted.promise
    },
    rival: () => rival,
    withdrawClaim: verification.withdraw,
    run: (signal) => repeatRounds(() => round(signal), pacing, signal),
  }
}

function lower(a: L2BlockRef, b: L2BlockRef): L2BlockRef {
  return a.number < b.number ? a : b
}

function reference(envelope: ExecutionPayloadEnvelope, parent: L2BlockRef, origin: L1Origin): L2BlockRef {
  const { blockNumber, blockHash, parentHash, timestamp } = envelope.payload
  return {
    number: blockNumber,
    hash: blockHash,
    parentHash,
    timestamp,
    l1origin: { number: origin.number, hash: origin.hash },
    sequenceNumber: sequenceNumber(parent, origin.number),
  }
}
