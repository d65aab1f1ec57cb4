import type { SealedHeader } from '../../../src/derive/header.ts'
import { word } from './rollup.ts'

/** An L1 block since Prague, with what a test cares for changed. Its hash is not that of its contents. */
export function l1Header(changes: Partial<SealedHeader> = {}): SealedHeader {
  return {
    hash: word(0x1a),
    parentHash: word(0x19),
    ommersHash: word(0),
    beneficiary: `0x${'be'.repeat(20)}`,
    stateRoot: word(0x51),
    transactionsRoot: word(0x52),
    receiptsRoot: word(0x53),
    logsBloom: `0x${'00'.repeat(256)}`,
    difficulty: 0n,
    number: 1_234,
    gasLimit: 45_000_000n,
    gasUsed: 21_000n,
    timestamp: 1_750_000_000,
    extraData: '0x',
    mixHash: word(0x4d),
    nonce: '0x0000000000000000',
    baseFeePerGas: 1_000_000_007n,
    withdrawalsRoot: word(0x54),
    blobGasUsed: 0n,
    excessBlobGas: 0n,
    parentBeaconBlockRoot: word(0xbb),
    requestsHash: word(0x55),
    ...changes,
  }
}
