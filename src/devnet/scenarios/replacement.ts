import type { BlockRef } from '../../../machines/values.ts'
import { forgedTransaction } from '../op/forged-transaction.ts'
import type { OpNetwork } from '../op/network.ts'
import { shortHash } from '../view/text.ts'
import type { Story } from './scenario.ts'

const depositType = 0x7e
/** The L1 info, and the deposit of a user. */
const depositsOfBlock = 2

export const replacement: Story<OpNetwork> = {
  about: 'a block executes a message nobody sent: the follower replaces it by its deposits-only reduction',
  play: async (network, stage) => {
    const { chronicle, l1, sequencer, verifier, follower, safe } = network
    await stage.expect('blocks are promoted', () => chronicle.promoted().length >= 3, 40_000)

    stage.say('a user deposits on L1, and another executes a message nobody sent: both in one block')
    const inBlock = sequencer.takeBesideDeposit(await forgedTransaction())
    await l1.deposit(someDeposit)
    const { ref: forged } = await inBlock
    const derived = () => verifier.blockAt(forged.number)?.hash === forged.hash
    await stage.expect(
      `block ${forged.number}, ${shortHash(forged.hash)}, becomes local-safe`,
      () => derived() && verifier.status().local_safe_l2.number >= forged.number,
      20_000,
    )
    await stage.never('nobody promotes it', () => isPromoted(network, forged), 2_000)
    stage.quote(follower.explanation())

    const { ref: valid } = await sequencer.condemn()
    stage.say(`the verifying node finds no such message: ${shortHash(valid.hash)} takes its place`)
    await stage.expect('the follower promotes the replacement', () => isPromoted(network, valid), 30_000)
    await stage.expect(
      'its client has it at that height, and calls safe nothing below',
      async () => ((await safe())?.number ?? 0) >= valid.number,
      5_000,
    )
    const kept = await network.payload(valid.hash)
    await stage.expect(
      'the deposit is still in it, the transaction is gone',
      () => kept?.transactions.length === depositsOfBlock && kept.transactions.every(isDeposit),
      0,
    )
    stage.quote(follower.explanation())
    await stage.expect('it rests on more than the rollup node: tier T2', () => restsOnL1(network), 5_000)
    const count = chronicle.promoted().length
    await stage.expect('promotions go on upon it', () => chronicle.promoted().length >= count + 3, 30_000)
    await stage.expect(
      'the rollup node has come over by itself',
      () => verifier.blockAt(valid.number)?.hash === valid.hash,
      5_000,
    )
  },
}

const someDeposit = {
  from: `0x${'d0'.repeat(20)}`,
  to: `0x${'d1'.repeat(20)}`,
  mint: 1_000n,
  value: 1_000n,
  gas: 100_000n,
  data: new Uint8Array(),
} as const

function isPromoted({ chronicle }: OpNetwork, { hash }: BlockRef): boolean {
  return chronicle.promoted().some((block) => block.hash === hash)
}

function isDeposit([type]: Uint8Array): boolean {
  return type === depositType
}

function restsOnL1({ follower }: OpNetwork): boolean {
  return follower.explanation().some((line) => line.startsWith('cross-safe rests on T2'))
}
