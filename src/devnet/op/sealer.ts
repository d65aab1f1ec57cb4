import type { Hash } from '../../../machines/values.ts'
import type { RollupConfig } from '../../derive/config/rollup-config.ts'
import type { ExecutionClientPort, ForkchoiceState, PayloadAttributes } from '../../ports/execution-client.ts'
import type { RollupBlock, RollupChain } from '../rollup/chain.ts'
import { sealBlock } from '../rollup/seal.ts'
import { referred } from './reference.ts'

/** Seals blocks onto a chain, and remembers each, those that the chain has left among them. */
export interface Sealer {
  /** On the head of this forkchoice, which is the chain's tip. */
  readonly seal: (
    state: ForkchoiceState,
    attributes: PayloadAttributes,
    signal: AbortSignal,
  ) => Promise<RollupBlock>
  readonly sealed: (hash: Hash) => RollupBlock | null
}

export interface SealerOptions {
  readonly client: ExecutionClientPort
  readonly rollup: RollupConfig
  readonly chain: RollupChain
  readonly genesis: RollupBlock
}

/** Of the Engine API: blocks since Isthmus. */
const payloadVersion = 4

export function createSealer({ client, rollup, chain, genesis }: SealerOptions): Sealer {
  const blocks = new Map([[genesis.ref.hash, genesis]])
  return {
    seal: async (state, attributes, signal) => {
      const envelope = await sealBlock(client, state, attributes, signal, payloadVersion)
      const block = referred(rollup, envelope)
      blocks.set(block.ref.hash, block)
      chain.append(block)
      return block
    },
    sealed: (hash) => blocks.get(hash) ?? null,
  }
}
