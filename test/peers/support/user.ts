import { onTestFinished } from 'vitest'
import { deposit } from '../../../src/devnet/stock/deposit.ts'
import type { L1 } from '../../../src/devnet/stock/l1.ts'
import type { Rollup } from '../../../src/devnet/stock/rollup.ts'
import type { Story } from './story.ts'

const receiver = `0x${'de'.repeat(20)}` as const
/** Of ours: puts a one into its first storage slot, and returns no code. */
const creation = '0x600160005500'

/** Somebody deposits in each L1 block, something else each time, until the test ends. */
export function depositSteadily({ broken }: Story, l1: L1, { chain }: Pick<Rollup, 'chain'>): void {
  const ending = new AbortController()
  const from = chain.accounts.user.address
  const orders = [
    { from, to: receiver, mint: 1_000n, value: 10n },
    { from, to: null, data: creation },
    { from: receiver, to: receiver, data: '0xc0ffee' },
  ] as const
  const depositing = (async () => {
    for (let turn = 0; !ending.signal.aborted && !broken.aborted; turn++) {
      await deposit(l1, chain, orders[turn % orders.length]!)
      await l1.nextBlock()
    }
  })()
  onTestFinished(async () => {
    ending.abort()
    await depositing
  })
}
