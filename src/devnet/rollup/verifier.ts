import type { BlockRef } from '../../../machines/values.ts'
import type { RollupNodeEngine } from '../../actors/engine/engine.ts'
import type { ForkchoiceState } from '../../ports/execution-client.ts'
import type { L1BlockRef, L2BlockRef, SyncStatus } from '../../ports/rollup-node.ts'
import { createChain, type RollupBlock } from './chain.ts'
import { createDerivingNode } from './deriving-node.ts'
import type { L1Chain } from './l1-chain.ts'
import { repeatRounds } from './rounds.ts'

/** The part of the Engine API that a node uses which seals nothing. */
export type VerifierEngine = Pick<RollupNodeEngine, 'forkchoiceUpdated' | 'newPayload' | 'block'>

/** A single-chain rollup node: it derives, verifies no messages, and calls its local-safe head safe. */
export interface Verifier {
  readonly status: () => SyncStatus
  readonly blockAt: (height: number) => L2BlockRef | null
  /** Works until the signal; an engine that is down or refuses is waited for. */
  readonly run: (engine: VerifierEngine, signal: AbortSignal) => Promise<void>
}

export interface VerifierOptions {
  readonly blocksAfter: (height: number, limitBlocks: number) => readonly RollupBlock[]
  readonly l1: L1Chain
  readonly genesis: L2BlockRef
  readonly l1Genesis: L1BlockRef
}

const blocksPerRound = 16
const confirmationDepth = 1
const pacing = { intervalMs: 100, failuresLimit: 100 }

export function createVerifier({ blocksAfter, l1, genesis, l1Genesis }: VerifierOptions): Verifier {
  const chain = createChain(genesis)
  const node = createDerivingNode({ chain, l1, l1Genesis, confirmationDepth })
  /** What the client was last told and took; a stock node does not repeat itself either. */
  let told: string | null = null

  async function round(engine: VerifierEngine, signal: AbortSignal): Promise<void> {
    await importUnsafe(engine, signal)
    await node.advance()
    const state = forkchoice(chain.tip(), node.localSafe(), node.finalized())
    if (JSON.stringify(state) !== told) await tell(engine, state, signal)
  }

  async function importUnsafe(engine: VerifierEngine, signal: AbortSignal): Promise<void> {
    for (const block of blocksAfter(chain.tip().number, blocksPerRound)) {
      const imported = await importBlock(engine, block, signal)
      if (imported !== 'VALID') return
      chain.append(block)
    }
  }

  async function tell(engine: VerifierEngine, state: ForkchoiceState, signal: AbortSignal): Promise<void> {
    const answer = await engine.forkchoiceUpdated(state, null, signal)
    const status = answer.kind === 'ok' ? answer.value.payloadStatus.status : answer.kind
    told = status === 'VALID' ? JSON.stringify(state) : null
    if (status === 'SYNCING') await refill(engine, signal)
  }

  /** A client that lost its last blocks in a crash gets them again, from its own tip on. */
  async function refill(engine: VerifierEngine, signal: AbortSignal): Promise<void> {
    const latest = await engine.block({ tag: 'latest' }, signal)
    if (latest.kind !== 'ok' || latest.value === null) return
    for (const block of chain.after(latest.value.number, blocksPerRound)) {
      if ((await importBlock(engine, block, signal)) !== 'VALID') return
      await engine.forkchoiceUpdated(forkchoice(block.ref, node.localSafe(), node.finalized()), null, signal)
    }
  }

  return {
    status: () => node.status({ safe: node.localSafe(), finalized: node.finalized() }),
    blockAt: chain.at,
    run: async (engine, signal) => {
      told = null
      await repeatRounds(() => round(engine, signal), pacing, signal)
    },
  }
}

async function importBlock(engine: VerifierEngine, { envelope }: RollupBlock, signal: AbortSignal) {
  const answer = await engine.newPayload(envelope, signal)
  return answer.kind === 'ok' ? answer.value.status : answer.kind
}

function forkchoice(head: BlockRef, safe: BlockRef, finalized: BlockRef): ForkchoiceState {
  return { headBlockHash: head.hash, safeBlockHash: safe.hash, finalizedBlockHash: finalized.hash }
}
