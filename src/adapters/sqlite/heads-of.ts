import * as Schema from 'effect/Schema'
import type { HeadsRequest } from '../../ports/gossip.ts'
import { maxHeadsPerAnswer } from '../../wire/limits.ts'
import { decodeRow } from './rows.ts'

const HeadRow = Schema.Struct({ bytes: Schema.Uint8Array })

/** The heights that are asked for, both included, given the newest that we have. */
export function heightsOf(request: HeadsRequest, newest: number): readonly [number, number] {
  if (request.kind === 'newest') return [newest - request.count + 1, newest]
  return [request.from, request.from + request.count - 1]
}

/** As many as one answer holds: of a range the lowest, for its asker can go on from there. */
export function headsOf(
  request: HeadsRequest,
  ascending: readonly Record<string, unknown>[],
): readonly Uint8Array[] {
  const rows =
    request.kind === 'newest' ? ascending.slice(-maxHeadsPerAnswer) : ascending.slice(0, maxHeadsPerAnswer)
  return rows.map((row) => decodeRow(HeadRow, row).bytes)
}
