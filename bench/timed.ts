import { setImmediate as nextTurn } from 'node:timers/promises'

/**
 * How many microseconds the work takes. The event loop gets its turn before, as it does in life:
 * without it nobody frees what snappy hands out.
 */
export async function timed(work: () => void): Promise<number> {
  await nextTurn()
  const startNs = process.hrtime.bigint()
  work()
  return Number(process.hrtime.bigint() - startNs) / 1_000
}
