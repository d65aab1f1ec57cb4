import type { BlockTraits } from '../../../src/adapters/memory/execution-client/blocks.ts'

const deposit = Uint8Array.of(0x7e, 0x01)
const transfer = Uint8Array.of(0x02, 0x02)

/** A block of the Holocene fork that has something to lose: its deposit stays, its transfer need not. */
export const busy: BlockTraits = { transactions: [deposit, transfer], extraData: '0x00000000fa00000006' }
