import { expect, it } from 'vitest'
import { createMemoryL1 } from '../../src/adapters/memory/l1.ts'
import { configUpdateLog, type DepositRequest, depositLog } from '../../src/adapters/memory/l1-logs.ts'
import type { Log } from '../../src/derive/receipt.ts'
import { applyConfigUpdates } from '../../src/derive/system-config/apply-config-updates.ts'
import { userDeposits } from '../../src/derive/user-deposits.ts'
import { systemConfig as before, rollupOf } from '../derive/support/rollup.ts'

/** What the twin's L1 says is read as an L1's. */

const rollup = rollupOf({ ecotone: 0, holocene: 0, isthmus: 0, jovian: 0 })
const somebody = `0x${'ab'.repeat(20)}` as const
const call: DepositRequest = {
  from: somebody,
  to: `0x${'cd'.repeat(20)}`,
  mint: 3n,
  value: 2n,
  gas: 70_000n,
  data: Uint8Array.of(1, 2, 3),
}

it('the deposits that it was told of, in their order and place', () => {
  const { receipts, hash } = blockWith(
    depositLog(rollup.depositContract, call),
    depositLog(somebody, call),
    depositLog(rollup.depositContract, { ...call, to: null, mint: 0n, data: new Uint8Array(40) }),
  )
  const read = userDeposits(receipts, rollup.depositContract, hash)
  expect(read).toMatchObject({
    kind: 'ok',
    value: [
      { ...call, logIndex: 0 },
      { ...call, to: null, mint: 0n, data: new Uint8Array(40), logIndex: 2 },
    ],
  })
})

it('the updates of the system config', () => {
  const { receipts, timestamp } = blockWith(
    configUpdateLog(rollup.l1SystemConfig, 'gasLimit', 40_000_000n),
    configUpdateLog(rollup.l1SystemConfig, 'batcher', BigInt(somebody)),
    configUpdateLog(rollup.l1SystemConfig, 'minBaseFee', 7n),
    configUpdateLog(somebody, 'gasLimit', 1n),
  )
  expect(applyConfigUpdates(before, receipts, rollup, timestamp)).toEqual({
    ...before,
    gasLimit: 40_000_000n,
    batcher: somebody,
    minBaseFee: 7n,
  })
})

it('in one block and no other, on whatever branch that is', () => {
  const l1 = createMemoryL1()
  l1.chain.extend(3)
  l1.emit(depositLog(rollup.depositContract, call))
  l1.chain.reorg(2, 'other')
  const counts = [1, 2, 3].map((number) => l1.blockOf(l1.chain.at(number)!.hash)!.receipts.length)
  expect(counts).toEqual([0, 1, 0])
})

function blockWith(...logs: readonly Log[]) {
  const l1 = createMemoryL1()
  l1.emit(...logs)
  const { hash } = l1.chain.extend()
  const { receipts, header } = l1.blockOf(hash)!
  return { receipts, hash, timestamp: header.timestamp }
}
