import type { SnapshotFrom } from 'xstate'
import { owedBlocks } from '../../machines/attester/backlog.ts'
import type { AttesterTrouble, Refusal } from '../../machines/attester/context.ts'
import type { attesterMachine } from '../../machines/attester/machine.ts'
import type { SafeHead } from '../../machines/attester/outcomes.ts'
import type { BlockRef } from '../../machines/values.ts'

export interface AttesterStatus {
  readonly state: string
  /** The cross-safe head of the source, as last read. */
  readonly head: SafeHead | null
  /** The newest block that was attested. */
  readonly newest: BlockRef | null
  /** Older blocks still to be announced after a gap. */
  readonly owed: number
  readonly refusal: Refusal | null
  readonly trouble: AttesterTrouble | null
  readonly failures: number
  readonly unexpected: number
}

export function attesterStatus({ value, context }: SnapshotFrom<typeof attesterMachine>): AttesterStatus {
  const { head, newest, backlog, refusal, trouble, failures, unexpected } = context
  const owed = backlog === null ? 0 : owedBlocks(backlog)
  return { state: String(value), head, newest, owed, refusal, trouble, failures, unexpected }
}
