import { type Decoded, malformed } from '../../wire/decoded.ts'
import type { ExecutionPayload } from '../../wire/payload.ts'
import type { RollupConfig } from '../config/rollup-config.ts'
import { decodeDeposit } from '../deposit.ts'
import { decodeL1Info } from './codec.ts'
import type { L1Info } from './l1-info.ts'
import { l1InfoLayoutAt } from './layout-at.ts'

/** The L1 info that a block carries, in the layout that is due at its time. Genesis carries none. */
export function l1InfoOf(rollup: RollupConfig, block: ExecutionPayload): Decoded<L1Info> {
  const first = block.transactions[0]
  if (first === undefined)
    return malformed(`block ${block.blockNumber} has no L1 info: it has no transactions`)
  const deposit = decodeDeposit(first)
  if (deposit.kind === 'malformed') {
    return malformed(`the first transaction of block ${block.blockNumber} is no deposit: ${deposit.reason}`)
  }
  return inLayout(decodeL1Info(deposit.value.data), rollup, block)
}

function inLayout(info: Decoded<L1Info>, rollup: RollupConfig, block: ExecutionPayload): Decoded<L1Info> {
  if (info.kind === 'malformed') return info
  const due = l1InfoLayoutAt(rollup.forks, block.timestamp - rollup.blockTimeSeconds)
  if (info.value.layout === due) return info
  return malformed(
    `the L1 info of block ${block.blockNumber} is laid out as ${info.value.layout}, and ${due} is due`,
  )
}
