import * as Schema from 'effect/Schema'
import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import { positive, unsigned } from './json-fields.ts'
import type { L1ChainConfig } from './l1-chain-config.ts'
import { reversal } from './reversal.ts'
import { shapeDecoder } from './shape-decoder.ts'

/** L1's forks that may bring a blob schedule, oldest first. */
const blobForks = ['cancun', 'prague', 'osaka', 'bpo1', 'bpo2', 'bpo3', 'bpo4', 'bpo5', 'amsterdam'] as const

const decodeGenesis = shapeDecoder(Schema.Struct({ config: Schema.Unknown }))

const chainShape = Schema.StructWithRest(
  Schema.Struct({
    chainId: positive,
    blobSchedule: Schema.Record(
      Schema.String,
      Schema.NullOr(Schema.Struct({ baseFeeUpdateFraction: positive })),
    ),
  }),
  [Schema.Record(Schema.TemplateLiteral([Schema.String, 'Time']), Schema.NullOr(unsigned))],
)

const decodeChain = shapeDecoder(chainShape)

/** Takes the chain config of an L1 execution client, or the genesis file that holds it as `config`. */
export function decodeL1ChainConfig(json: unknown): Decoded<L1ChainConfig> {
  const genesis = decodeGenesis(json)
  const chain = decodeChain(genesis.kind === 'ok' ? genesis.value.config : json)
  if (chain.kind !== 'ok') return chain
  const steps = stepsOf(chain.value)
  const complaint = unknownStep(chain.value) ?? reversal(steps)
  if (complaint !== null) return malformed(complaint)
  const blobFeeSteps = steps.map(({ time, baseFeeUpdateFraction }) => ({ time, baseFeeUpdateFraction }))
  return ok({ chainId: chain.value.chainId, blobFeeSteps })
}

type Chain = typeof chainShape.Type

/** A fork with a time and a schedule changes the fee; without either of them it does not. */
function stepsOf(chain: Chain) {
  return blobForks.flatMap((fork) => {
    const time = chain[`${fork}Time`] ?? null
    const schedule = chain.blobSchedule[fork] ?? null
    if (time === null || schedule === null) return []
    return [{ key: `${fork}Time`, time, baseFeeUpdateFraction: BigInt(schedule.baseFeeUpdateFraction) }]
  })
}

function unknownStep({ blobSchedule, ...chain }: Chain): string | null {
  const known: readonly string[] = blobForks
  const surprise = Object.keys(blobSchedule).find(
    (fork) => !known.includes(fork) && (chain[`${fork}Time`] ?? null) !== null,
  )
  if (surprise === undefined) return null
  return `blobSchedule.${surprise}: expected one of ${blobForks.join(', ')}, seen a fork not known here`
}
