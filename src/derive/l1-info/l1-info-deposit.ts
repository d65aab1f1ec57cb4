import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import type { Deposit } from '../deposit.ts'
import { type ForkTimes, isActive } from '../forks.ts'
import type { SealedHeader } from '../header.ts'
import { depositor, predeploys } from '../predeploys.ts'
import type { Rules } from '../rules.ts'
import { l1InfoSource } from '../source-hash.ts'
import { feeScalarsOf } from '../system-config/fee-scalars.ts'
import { operatorFeeOf } from '../system-config/operator-fee.ts'
import type { SystemConfig } from '../system-config.ts'
import { blobBaseFee } from './blob-base-fee.ts'
import { encodeL1Info } from './codec.ts'
import type { L1Info, L1InfoLayout } from './l1-info.ts'
import { l1InfoLayoutAt } from './layout-at.ts'

/** What the L1 info of a block is made of. */
export interface L1InfoFacts {
  /** After the updates of the origin, where the block is its first. */
  readonly config: SystemConfig
  readonly origin: SealedHeader
  readonly sequenceNumber: number
  readonly parentTime: number
  readonly time: number
}

/** The first transaction of every block. */
export function l1InfoDeposit(rules: Rules, facts: L1InfoFacts): Decoded<Deposit> {
  const info = l1Info(rules, facts)
  if (info.kind === 'malformed') return info
  return ok({
    sourceHash: l1InfoSource(facts.origin.hash, facts.sequenceNumber),
    from: depositor,
    to: predeploys.l1Block,
    mint: 0n,
    value: 0n,
    ...gasOf(rules.rollup.forks, facts.time),
    data: encodeL1Info(info.value),
  })
}

/** Before Regolith it paid for no gas, and had more than it could use. */
function gasOf(forks: ForkTimes, time: number): Pick<Deposit, 'gas' | 'isSystemTransaction'> {
  return isActive(forks, 'regolith', time)
    ? { gas: 1_000_000n, isSystemTransaction: false }
    : { gas: 150_000_000n, isSystemTransaction: true }
}

function l1Info(rules: Rules, facts: L1InfoFacts): Decoded<L1Info> {
  const { config, origin, sequenceNumber, parentTime } = facts
  const layout = l1InfoLayoutAt(rules.rollup.forks, parentTime)
  const { number, hash: blockHash, timestamp: time, baseFeePerGas: baseFee } = origin
  if (baseFee === undefined) return malformed(`L1 block ${number} has no base fee: it is older than London`)
  const common = { layout, number, time, baseFee, blockHash, sequenceNumber, batcher: config.batcher }
  const { overhead, scalar } = config
  return layout === 'bedrock' ? ok({ ...common, overhead, scalar }) : sinceEcotone(common, rules, facts)
}

function sinceEcotone(common: L1Info, rules: Rules, { config, origin }: L1InfoFacts): Decoded<L1Info> {
  const fee = blobBaseFee(origin, rules)
  if (fee.kind === 'malformed') return fee
  const scalars = feeScalarsOf(config.scalar)
  if (scalars.kind === 'malformed') return scalars
  return ok({ ...common, blobBaseFee: fee.value, ...scalars.value, ...ofLaterForks(common.layout, config) })
}

function ofLaterForks(layout: L1InfoLayout, config: SystemConfig): Partial<L1Info> {
  if (layout === 'ecotone') return {}
  const operatorFee = operatorFeeOf(config.operatorFeeParams)
  if (layout === 'isthmus') return operatorFee
  return { ...operatorFee, daFootprintGasScalar: config.daFootprintGasScalar || defaultDaFootprintGasScalar }
}

/** As long as L1 has set none. OP specs, "Jovian: DA footprint block limit". */
const defaultDaFootprintGasScalar = 400
