import type { ConsolidationReading } from '../../machines/follower/readings.ts'
import type { ConsolidationReader } from '../actors/consolidation/read.ts'
import type { LogPort } from '../ports/log.ts'
import type { DerivationRules } from './derivation-rules.ts'

/** Tells once what the rules are. */
export function loggedRules({ from, known, read }: DerivationRules, log: LogPort): DerivationRules['read'] {
  return async (signal) => {
    const wasKnown = known() !== null
    const rules = await read(signal)
    if (!wasKnown && rules.kind === 'ok') {
      const { l1ChainId, l2ChainId } = rules.value.rollup
      log.info('rollup config taken', { rules: from, l1ChainId, l2ChainId })
    }
    return rules
  }
}

/** Tells when the first block was consolidated, what stops it, and when it goes on; each once. */
export function loggedReader(read: ConsolidationReader, log: LogPort): ConsolidationReader {
  let hasBegun = false
  let stoppedBy: string | null = null

  const tellProgress = (reading: ConsolidationReading, from: number): void => {
    if (!('watermark' in reading) || reading.watermark === null || reading.watermark.block.number <= from)
      return
    const { block, origin } = reading.watermark
    const fields = { through: block.number, hash: block.hash, l1Origin: origin?.number ?? null }
    if (!hasBegun) log.info('first blocks consolidated', fields)
    else if (stoppedBy !== null && reading.kind === 'consolidated') log.info('consolidation goes on', fields)
    hasBegun = true
  }
  const tellStop = (reading: ConsolidationReading): void => {
    const seen = keyOf(reading)
    if (seen !== null && seen !== stoppedBy) logStop(log, reading)
    stoppedBy = seen
  }

  return async (question, signal) => {
    const reading = await read(question, signal)
    tellProgress(reading, question.bases[0]?.number ?? -1)
    tellStop(reading)
    return reading
  }
}

/** What a stop is the same by; null where there is none. */
function keyOf(reading: ConsolidationReading): string | null {
  if (reading.kind === 'consolidated') return null
  return reading.kind === 'stopped' ? `${reading.reason} ${reading.at.hash}` : reading.kind
}

function logStop(log: LogPort, reading: ConsolidationReading): void {
  if (reading.kind === 'consolidated') return
  if (reading.kind !== 'stopped') {
    log.warn('consolidation waits', { code: `consolidation/${reading.kind}`, detail: reading.detail })
    return
  }
  const { reason, at, detail, expected, seen } = reading
  log.warn('consolidation stopped', {
    code: `consolidation/${reason}`,
    number: at.number,
    hash: at.hash,
    detail,
    ...(expected !== undefined && { expected }),
    ...(seen !== undefined && { seen }),
  })
}
