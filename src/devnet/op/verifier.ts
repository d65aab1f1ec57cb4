import type { Hash } from '../../../machines/values.ts'
import type { BlockHeader, BlockSelector, ForkchoiceState } from '../../ports/execution-client.ts'
import type { L2BlockRef } from '../../ports/rollup-node.ts'
import { createChain, type RollupBlock } from '../rollup/chain.ts'
import { repeatRounds } from '../rollup/rounds.ts'
import type { Verifier, VerifierEngine, VerifierOptions } from '../rollup/verifier.ts'
import { createOpDerivingNode } from './deriving-node.ts'

export interface OpVerifierOptions extends VerifierOptions {
  /** Any block that was ever sealed: what a batch would hold that here only names it. */
  readonly sealed: (hash: Hash) => RollupBlock | null
}

const blocksPerRound = 16
const confirmationDepth = 1
const pacing = { intervalMs: 100, failuresLimit: 100 }
const invalidForkchoice = -38_002

/**
 * A verifier of OP blocks, which believes its client about what is invalid. Unsafe blocks come from the
 * sequencer's chain of now.
 */
export function createOpVerifier({
  blocksAfter,
  sealed,
  l1,
  genesis,
  l1Genesis,
}: OpVerifierOptions): Verifier {
  const chain = createChain(genesis)
  /** Without an engine, as before the first run, nothing is known to be invalid. */
  let offer: (block: RollupBlock) => Promise<string> = async () => 'unknown'
  /** What the client was last told and took; a stock node does not repeat itself either. */
  let told: string | null = null
  const node = createOpDerivingNode({
    chain,
    l1,
    l1Genesis,
    confirmationDepth,
    judge: { named: sealed, refuses: async (block) => (await offer(block)) === 'INVALID' },
    onReorg: () => {
      told = null
    },
  })

  async function round(engine: VerifierEngine, signal: AbortSignal): Promise<void> {
    await importUnsafe()
    await node.advance()
    const state = forkchoice(chain.tip(), node.localSafe(), node.finalized())
    if (JSON.stringify(state) !== told) await tell(engine, state, signal)
  }

  /** A block that does not continue the chain is left alone, as stock nodes leave it. */
  async function importUnsafe(): Promise<void> {
    for (const block of blocksAfter(chain.tip().number, blocksPerRound)) {
      if (block.ref.parentHash !== chain.tip().hash || (await offer(block)) !== 'VALID') return
      chain.append(block)
    }
  }

  async function tell(engine: VerifierEngine, state: ForkchoiceState, signal: AbortSignal): Promise<void> {
    const answer = await engine.forkchoiceUpdated(state, null, signal)
    const taken = answer.kind === 'ok' && answer.value.payloadStatus.status === 'VALID'
    told = taken ? JSON.stringify(state) : null
    if (answer.kind === 'refused' && answer.code === invalidForkchoice) await reset(engine, signal)
  }

  /** Back to what the client says, and from there on anew. */
  async function reset(engine: VerifierEngine, signal: AbortSignal): Promise<void> {
    const read = (selector: BlockSelector) => blockOf(engine, selector, signal)
    let shared = await read({ tag: 'latest' })
    while (!chain.holds(shared)) shared = await read({ hash: shared.parentHash })
    chain.rewindTo(shared.number)
    await node.reset()
  }

  return {
    status: () => node.status({ safe: node.localSafe(), finalized: node.finalized() }),
    blockAt: chain.at,
    run: async (engine, signal) => {
      told = null
      offer = (block) => offeredTo(engine, block, signal)
      await repeatRounds(() => round(engine, signal), pacing, signal)
    },
  }
}

async function offeredTo(
  engine: VerifierEngine,
  { envelope }: RollupBlock,
  signal: AbortSignal,
): Promise<string> {
  const answer = await engine.newPayload(envelope, signal)
  return answer.kind === 'ok' ? answer.value.status : answer.kind
}

async function blockOf(
  engine: VerifierEngine,
  selector: BlockSelector,
  signal: AbortSignal,
): Promise<BlockHeader> {
  const answer = await engine.block(selector, signal)
  if (answer.kind === 'ok' && answer.value !== null) return answer.value
  throw new Error(`the client does not say what it has at ${JSON.stringify(selector)}`)
}

function forkchoice(head: L2BlockRef, safe: L2BlockRef, finalized: L2BlockRef): ForkchoiceState {
  return { headBlockHash: head.hash, safeBlockHash: safe.hash, finalizedBlockHash: finalized.hash }
}
