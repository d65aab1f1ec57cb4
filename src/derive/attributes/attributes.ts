import type { Address, Hash } from '../../../machines/values.ts'
import type { EnvelopeVersion, Hex } from '../../wire/payload.ts'
import type { ExpectedTransaction } from './expected-transaction.ts'

/**
 * All that a block's parent, its L1 origin and the rollup config say of it: payload attributes without
 * the sequencer's transactions. OP specs, "L2 chain derivation", payload attributes.
 */
export interface Attributes {
  readonly parentHash: Hash
  readonly number: number
  /** Unix seconds. */
  readonly timestamp: number
  readonly prevRandao: Hash
  readonly suggestedFeeRecipient: Address
  /** L1 info, user deposits, network upgrade, in this order; what the sequencer adds comes behind them. */
  readonly forced: readonly ExpectedTransaction[]
  /** False where no transaction of the sequencer may stand: past the drift, and in some activation blocks. */
  readonly mayHaveMore: boolean
  readonly gasLimit: bigint
  /** Absent before Canyon. */
  readonly withdrawals: readonly [] | null
  /** Null before Ecotone. */
  readonly parentBeaconBlockRoot: Hash | null
  /** As the header carries EIP-1559 parameters and, since Jovian, the minimum base fee. */
  readonly extraData: Hex
  /** 4 since Isthmus, where the header says the storage root of the message passer. What root is for execution. */
  readonly version: EnvelopeVersion
}
