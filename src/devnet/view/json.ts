import type { DevnetEvent } from '../events.ts'

/** One event, one line, nothing else. */
export function jsonLine(event: DevnetEvent): string {
  return `${JSON.stringify(event)}\n`
}
