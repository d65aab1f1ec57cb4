import * as Schema from 'effect/Schema'
import { type BlockRef, blockOf } from '../../../../machines/values.ts'
import { depositType } from '../../../derive/deposit.ts'
import { quantitySchema } from '../../../wire/json-values.ts'
import type { Stage } from '../../scenarios/stage.ts'
import { blockText } from '../../view/text.ts'
import { deposit } from '../deposit.ts'
import { endpointsOf } from '../endpoints.ts'
import { startFollowerPlace } from '../follower-place.ts'
import { forgeMessage } from '../forged-message.ts'
import { type InteropPair, startInteropPair } from '../interop-pair.ts'
import type { Site } from '../site.ts'
import { watchProcess } from '../watch-process.ts'
import { isSafe, restsOnL1, safeHeight } from './observe.ts'
import type { StockScenario } from './scenario.ts'

const blocksAfter = 10

/**
 * The sequencer is behind a follower too: one that is not told keeps building on the block that was replaced,
 * and the chain does not go on.
 */
export const replacement: StockScenario = {
  about: 'a block executes a message nobody sent: the follower replaces it by its deposits-only reduction',
  perform: async (site, { chronicle, cleanup, rpc }, stage) => {
    stage.say(
      'starting anvil, two interop chains on op-geth and op-node, and op-supernode, which verifies both',
    )
    const network = await startInteropPair(site, { followedSequencer: true, rpc })
    const { l1, chain, place } = network
    await startFollowerPlace(place)
    cleanup.defer(watchProcess(place.follower, chronicle))
    chronicle.announce({ event: 'ready', endpoints: endpointsOf({ l1, sequencer: chain.sequencer, place }) })
    await stage.expect('blocks are promoted', () => chronicle.promoted().length >= 3, 120_000)
    const forged = await forge(site, network, stage)
    const valid = await replaced(network, forged, stage)
    await stage.expect('the follower promotes the replacement', () => isSafe(place, valid), 60_000)
    const isForged = ({ hash }: BlockRef) => hash === forged.hash
    await stage.expect(
      'the block with the message was never promoted',
      () => !chronicle.promoted().some(isForged),
      0,
    )
    await stage.expect('it rests on more than the rollup node: tier T2', () => restsOnL1(place), 30_000)
    await stage.expect(
      'op-node comes over by itself, and promotions go on upon the replacement',
      async () => (await safeHeight(place)) >= valid.number + blocksAfter && (await isSafe(place, valid)),
      120_000,
    )
  },
}

async function forge(site: Site, { l1, chain, other }: InteropPair, stage: Stage): Promise<BlockRef> {
  stage.say('a user deposits on L1, and another executes a message nobody sent')
  const { address } = chain.chain.accounts.user
  await deposit(l1, chain.chain, { from: address, to: address, mint: 1_000n })
  const forged = await forgeMessage(site, { on: chain, from: other })
  stage.say(`the message is in block ${blockText(forged)}`)
  return forged
}

/** Answers what stands at the height of a block that is not valid. */
async function replaced({ place, verifierClient }: InteropPair, forged: BlockRef, stage: Stage) {
  const { number } = forged
  const isAnother = async () => {
    const there = await verifierClient.block(number)
    return there !== null && there.hash !== forged.hash
  }
  await stage.expect('op-supernode finds no such message, and puts another block there', isAnother, 120_000)
  const valid = blockOf((await verifierClient.block(number))!)
  await stage.expect(
    `the follower's client has it too: ${blockText(valid)}`,
    async () => (await place.client.block(number))?.hash === valid.hash,
    60_000,
  )
  const kept = await place.client.rpc.call(contents, 'eth_getBlockByHash', valid.hash, true)
  await stage.expect('deposits are in it, and nothing else', () => kept.transactions.every(isDeposit), 0)
  return valid
}

const contents = Schema.Struct({ transactions: Schema.Array(Schema.Struct({ type: quantitySchema })) })

function isDeposit({ type }: { readonly type: number }): boolean {
  return type === depositType
}
