import type { L1View } from '../../../machines/values.ts'
import { childBlock, genesisBlock } from '../../../src/adapters/memory/execution-client/blocks.ts'
import type { RollupBlock } from '../../../src/devnet/rollup/chain.ts'
import type { ExecutionPayloadEnvelope } from '../../../src/wire/payload.ts'

/** The L1 block of this height on one of two chains. */
export function l1At(
  number: number,
  branch = 'a',
): L1View & { parentHash: `0x${string}`; timestamp: number } {
  return { number, hash: l1Hash(number, branch), parentHash: l1Hash(number - 1, branch), timestamp: number }
}

export function l2Genesis(): RollupBlock {
  return blockOf(genesisBlock(), l1At(0))
}

/** A block on another, told from its rivals by its salt. */
export function on(parent: RollupBlock, origin: L1View, salt = ''): RollupBlock {
  return blockOf(childBlock(parent.envelope, { salt }), origin)
}

function blockOf(envelope: ExecutionPayloadEnvelope, { number: height, hash: origin }: L1View): RollupBlock {
  const { blockNumber: number, blockHash: hash, parentHash, timestamp } = envelope.payload
  const l1origin = { number: height, hash: origin }
  return { envelope, ref: { number, hash, parentHash, timestamp, l1origin, sequenceNumber: 0 } }
}

function l1Hash(number: number, branch: string): `0x${string}` {
  return `0x${branch.repeat(4)}${number.toString(16).padStart(60, '0')}`
}
