import type { ClockPort } from '../../ports/clock.ts'
import type { LogFields } from '../../ports/log.ts'

type Level = 'warn' | 'error'
type Write = (level: Level, message: string, fields: LogFields) => void

interface Held {
  readonly level: Level
  readonly message: string
  readonly writtenAtMs: number
  readonly repeats: number
  readonly fields: LogFields
}

const windowMs = 30_000
const limitKeys = 256

/**
 * Lets one line of a kind through per window and counts the others; the next one carries
 * `repeats`. Kinds are told by level, message and code, the least recently written is forgotten first. A
 * block is denied once, so each one has a line of its own, however soon the next one follows.
 */
export function createRepeatLimit({ clock, write }: { clock: ClockPort; write: Write }) {
  const kinds = new Map<string, Held>()

  const remember = (key: string, held: Held): void => {
    kinds.delete(key)
    kinds.set(key, held)
    const oldest = kinds.keys().next().value
    if (kinds.size <= limitKeys || oldest === undefined) return
    writeHeld(kinds.get(oldest)!)
    kinds.delete(oldest)
  }

  const writeHeld = ({ level, message, fields, repeats }: Held): void => {
    if (repeats > 0) write(level, message, { ...fields, repeats })
  }

  return {
    write: (level: Level, message: string, fields: LogFields): void => {
      const key = JSON.stringify([level, message, fields.code, fields.denied])
      const held = kinds.get(key)
      const nowMs = clock.nowMs()
      if (held !== undefined && nowMs - held.writtenAtMs < windowMs) {
        kinds.set(key, { ...held, fields, repeats: held.repeats + 1 })
        return
      }
      const repeats = held?.repeats ?? 0
      write(level, message, repeats > 0 ? { ...fields, repeats } : fields)
      remember(key, { level, message, fields, writtenAtMs: nowMs, repeats: 0 })
    },
    /** Says what was held back, as far as it has not been said. */
    flush: (): void => {
      for (const held of kinds.values()) writeHeld(held)
      kinds.clear()
    },
  }
}
