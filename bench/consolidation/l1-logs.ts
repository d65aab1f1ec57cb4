import { depositLog } from '../../src/adapters/memory/l1-logs.ts'
import type { Log } from '../../src/derive/receipt.ts'
import { opContracts } from '../../src/testing/op-rollup.ts'

const deposits = 4
const others = 196

/** What happens in an L1 block: deposits, and a great deal that is not ours. */
export function l1Logs(number: number): readonly Log[] {
  const ours = Array.from({ length: deposits }, (_, index) => depositOf(BigInt(number * deposits + index)))
  return [...Array.from({ length: others }, () => foreign), ...ours]
}

/** A transfer of a token. */
const foreign: Log = {
  address: `0x${'07'.repeat(20)}`,
  topics: [`0x${'dd'.repeat(32)}`, `0x${'01'.repeat(32)}`, `0x${'02'.repeat(32)}`],
  data: new Uint8Array(32),
}

function depositOf(value: bigint): Log {
  const [from, to] = [`0x${'a1'.repeat(20)}`, `0x${'b1'.repeat(20)}`] as const
  const call = { from, to, mint: value, value, gas: 100_000n, data: new Uint8Array(64) }
  return depositLog(opContracts.depositContract, call)
}
