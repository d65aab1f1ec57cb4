import { buildPrograms } from '../src/devnet/stock/programs/build.ts'
import { compress } from '../src/wire/compression.ts'
import type { MessageContext } from '../src/wire/signed-message.ts'
import { addressOf } from '../src/wire/signing.ts'
import { draftDomain } from '../src/wire/topics.ts'
import { blocksOn901, hardhatKey5, isthmusBlock } from '../test/wire/fixtures.ts'
import type { BenchRow } from './row.ts'
import { spreadOf } from './statistics.ts'
import { timed } from './timed.ts'
import { signedBlockOf } from './validation/blocks.ts'
import { type OpNodeValidator, startOpNodeValidator } from './validation/op-node.ts'
import { validate } from './validation/validate.ts'

/** The domain under which sequencers sign: op-node takes the same bytes as we do. */
const context: MessageContext = { ...blocksOn901, domain: draftDomain }

const sizes = [
  { what: '1 KB', bytes: 1_000, turnRounds: 25, target: 1.5 },
  { what: '100 KB', bytes: 100_000, turnRounds: 5, target: 1 },
  { what: '1 MB', bytes: 1_000_000, turnRounds: 2, target: 1 },
] as const

/**
 * Both take this many turns, short ones, so that a slow moment of the machine falls on both, and many, so
 * that it is outlasted: a shared one is slow for seconds. The first are forgotten.
 */
const turns = 300
const warmUpTurns = 10

/** Validating a block, beside what op-node needs for the same message; nothing where there is no Go to build that. */
export async function validationBench(): Promise<readonly BenchRow[]> {
  const programs = await buildPrograms({ names: ['validator'] })
  if (programs.kind !== 'ready') {
    console.log(`SKIPPED: nothing was measured beside op-node's validator, ${programs.detail}`)
    return []
  }
  const messages = sizes.map(({ bytes }) => compress(signedBlockOf(context, bytes)))
  const signer = addressOf(hardhatKey5)
  const now = isthmusBlock.payload.timestamp
  const opNode = startOpNodeValidator(programs.paths.validator, { chainId: 901, signer, now, messages })
  try {
    const rows: BenchRow[] = []
    for (const index of sizes.keys()) rows.push(...(await compare(index, messages[index]!, opNode)))
    return rows
  } finally {
    await opNode.close()
  }
}

async function compare(
  index: number,
  message: Uint8Array,
  opNode: OpNodeValidator,
): Promise<readonly BenchRow[]> {
  const { what, turnRounds, target } = sizes[index]!
  const theirs: number[] = []
  const ours: number[] = []
  for (let turn = 0; turn < turns; turn++) {
    const their = await opNode.measure(index, turnRounds)
    const our = await repeat(turnRounds, () => validate(context, message))
    if (turn < warmUpTurns) continue
    theirs.push(...their)
    ours.push(...our)
  }
  const [their, our] = [spreadOf(theirs), spreadOf(ours)]
  return [
    { name: `op-node validates a block of ${what}`, ...their, ratio: 1 },
    { name: `we validate the same`, ...our, ratio: our.median_us / their.median_us, target },
  ]
}

async function repeat(rounds: number, work: () => void): Promise<readonly number[]> {
  const took: number[] = []
  for (let round = 0; round < rounds; round++) took.push(await timed(work))
  return took
}
