import * as Schema from 'effect/Schema'
import type { BlockRef } from '../../../../machines/values.ts'
import { decodeL1Info } from '../../../derive/l1-info/codec.ts'
import { fromHex } from '../../../wire/hex.ts'
import { dataSchema } from '../../../wire/json-values.ts'
import type { Stage } from '../../scenarios/stage.ts'
import { blockText } from '../../view/text.ts'
import { endpointsOf } from '../endpoints.ts'
import { startFollowerPlace } from '../follower-place.ts'
import { reorgL1 } from '../reorg-l1.ts'
import { type SingleChain, startSingleChain } from '../single-chain.ts'
import { watchProcess } from '../watch-process.ts'
import { isHalted, isSafe, restsOnL1, safeHeight } from './observe.ts'
import type { StockScenario } from './scenario.ts'

/** L1 finalizes what is two epochs old: nothing that this story takes back. */
const slotsInAnEpoch = 32
/** Of L1, from below the origin of the block that has to go. */
const marginBlocks = 3
/** High enough that the block on which the chain is founded stays. */
const leastHeight = 15

export const l1Reorg: StockScenario = {
  about: 'L1 reorganises below promoted blocks: the follower withdraws them and goes on upon the new chain',
  perform: async (site, { chronicle, cleanup, rpc }, stage) => {
    stage.say('starting anvil, op-geth, op-node and op-batcher')
    const network = await startSingleChain(site, { interop: true, rpc, l1: { slotsInAnEpoch } })
    const { l1, place } = network
    await startFollowerPlace(place)
    cleanup.defer(watchProcess(place.follower, chronicle))
    chronicle.announce({ event: 'ready', endpoints: endpointsOf(network) })
    const promotedTo = () => chronicle.promoted().at(-1)?.number ?? 0
    await stage.expect('blocks are promoted', () => promotedTo() >= leastHeight, 120_000)

    const lost = chronicle.promoted().at(-1)!
    const depth = (await l1.latest()).number - (await originOf(network, lost)) + marginBlocks
    await reorgL1(l1, depth, { seen: () => sequencerIsThere(network, stage) })
    stage.say(`L1 reorganises: its last ${depth} blocks are others now`)
    await goesOn(network, lost, stage)
    await stage.expect('it rests on more than the rollup node: tier T2', () => restsOnL1(place), 30_000)
    await stage.expect('nobody had to look: it is not halted', async () => !(await isHalted(place)), 0)
  },
}

async function goesOn({ place, source }: SingleChain, lost: BlockRef, stage: Stage): Promise<void> {
  await stage.expect(
    `block ${blockText(lost)}, which was promoted, is derived no more`,
    async () => {
      const there = await place.client.block(lost.number)
      return there !== null && there.hash !== lost.hash
    },
    120_000,
  )
  await stage.expect(
    'the follower has withdrawn it',
    async () => {
      const status = await place.follower.status()
      return status !== null && status.heads.crossSafe?.hash !== lost.hash
    },
    30_000,
  )
  await stage.expect(
    'what it promotes then is higher, and on the chain that the other node has derived',
    async () => {
      const there = await source.client.block(lost.number)
      return (await safeHeight(place)) > lost.number && there !== null && isSafe(place, there)
    },
    120_000,
  )
}

async function sequencerIsThere({ l1, sequencer }: SingleChain, stage: Stage): Promise<void> {
  const { hash } = await l1.latest()
  const isThere = async () => (await sequencer.node.status())?.current_l1.hash === hash
  await stage.expect('L1 pauses, and the sequencer has read all of it', isThere, 60_000)
}

const contents = Schema.Struct({ transactions: Schema.Array(Schema.Struct({ input: dataSchema })) })

/** The height of its L1 origin, of which the first transaction of a block tells. */
async function originOf({ place }: SingleChain, { hash }: BlockRef): Promise<number> {
  const { transactions } = await place.client.rpc.call(contents, 'eth_getBlockByHash', hash, true)
  const info = decodeL1Info(fromHex(transactions[0]!.input))
  if (info.kind !== 'ok') throw new Error(`${hash} names no L1 origin: ${info.reason}`)
  return info.value.number
}
