import { genesisBlock } from '../../adapters/memory/execution-client/blocks.ts'
import type { BlockHeader } from '../../ports/execution-client.ts'
import type { ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { RollupBlock } from '../rollup/chain.ts'
import { eip1559 } from '../stock/chain/genesis.ts'

/** Block 0 of the chain: of Isthmus, for its message passer's root, and of Jovian, for its extra data. */
export function opGenesis({ timestamp }: BlockHeader): ExecutionPayloadEnvelope {
  const fees = [eip1559.denominatorCanyon, eip1559.elasticity].map((value) => hexOf(value, 4))
  return genesisBlock({
    timestamp,
    withdrawalsRoot: `0x${'00'.repeat(32)}`,
    extraData: `0x01${fees.join('')}${hexOf(0, 8)}`,
  })
}

export function genesisOf(envelope: ExecutionPayloadEnvelope, founding: BlockHeader): RollupBlock {
  const { blockNumber: number, blockHash: hash, parentHash, timestamp } = envelope.payload
  const l1origin = { number: founding.number, hash: founding.hash }
  return { envelope, ref: { number, hash, parentHash, timestamp, l1origin, sequenceNumber: 0 } }
}

function hexOf(value: number, bytes: number): string {
  return value.toString(16).padStart(bytes * 2, '0')
}
