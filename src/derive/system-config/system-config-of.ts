import { type Decoded, malformed, ok } from '../../wire/decoded.ts'
import type { ExecutionPayload, ExecutionPayloadEnvelope } from '../../wire/payload.ts'
import type { RollupConfig } from '../config/rollup-config.ts'
import type { L1Info } from '../l1-info/l1-info.ts'
import { l1InfoOf } from '../l1-info/l1-info-of.ts'
import type { SystemConfig } from '../system-config.ts'
import { upgradeGas } from '../upgrades/upgrade-gas.ts'
import { upgradeTransactions } from '../upgrades/upgrade-transactions.ts'
import { decodeExtraData, type ExtraDataParams } from './extra-data.ts'
import { feeScalar } from './fee-scalars.ts'
import { operatorFeeParams } from './operator-fee.ts'

/** The system config that a block was made with, as the block itself carries it: what its child starts from. */
export function systemConfigOf(
  rollup: RollupConfig,
  { payload: block }: ExecutionPayloadEnvelope,
): Decoded<SystemConfig> {
  if (block.blockNumber === rollup.genesis.l2.number) return ofGenesis(rollup, block)
  const info = l1InfoOf(rollup, block)
  if (info.kind === 'malformed') return info
  const extra = decodeExtraData(rollup.forks, block.timestamp, block.extraData)
  if (extra.kind === 'malformed') return extra
  const gasLimit = settledGasLimit(rollup, block)
  if (gasLimit.kind === 'malformed') return gasLimit
  return ok({ ...ofInfo(info.value), ...extra.value, gasLimit: gasLimit.value })
}

function ofGenesis({ genesis }: RollupConfig, block: ExecutionPayload): Decoded<SystemConfig> {
  if (block.blockHash === genesis.l2.hash) return ok(genesis.systemConfig)
  return malformed(
    `the chain begins with ${genesis.l2.hash}, and block ${block.blockNumber} is ${block.blockHash}`,
  )
}

/**
 * Without the gas that the block got for its upgrade, which is not its children's. Nodes forgot to take it
 * back when chains went through Karst: those chains keep it.
 */
function settledGasLimit(rollup: RollupConfig, { gasLimit, timestamp }: ExecutionPayload): Decoded<bigint> {
  const parentTime = timestamp - rollup.blockTimeSeconds
  const upgrade = upgradeTransactions(rollup, parentTime, timestamp)
  if (upgrade.kind === 'malformed') return upgrade
  return ok(rollup.keepKarstUpgradeGas ? gasLimit : gasLimit - upgradeGas(rollup, parentTime, timestamp))
}

function ofInfo(info: L1Info): Omit<SystemConfig, 'gasLimit' | keyof ExtraDataParams> {
  const { operatorFeeScalar = 0, operatorFeeConstant = 0n, daFootprintGasScalar = 0 } = info
  return {
    batcher: info.batcher,
    ...feesOf(info),
    operatorFeeParams: operatorFeeParams({ operatorFeeScalar, operatorFeeConstant }),
    daFootprintGasScalar,
  }
}

/** Whether the scalar was of version 0 or 1 is not in the block; both mean the same. */
function feesOf(info: L1Info): Pick<SystemConfig, 'overhead' | 'scalar'> {
  const { overhead = zeroWord, scalar, baseFeeScalar = 0, blobBaseFeeScalar = 0 } = info
  return { overhead, scalar: scalar ?? feeScalar({ baseFeeScalar, blobBaseFeeScalar }) }
}

const zeroWord = `0x${'00'.repeat(32)}` as const
