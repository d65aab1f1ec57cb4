import { compressSync, uncompressSync } from 'snappy'
import { type Decoded, malformed, ok } from './decoded.ts'
import { maxMessageBytes } from './limits.ts'

/** Snappy block format; gossip never uses the framed one. */
export function compress(data: Uint8Array): Uint8Array {
  return compressSync(data)
}

/**
 * Undoes {@link compress} for bytes from anywhere. The declared length is bounded before snappy sees
 * the message, by the limit and by what so many bytes can expand to, because snappy allocates it
 * at once; snappy itself then refuses a message whose real length differs.
 */
export function decompress(data: Uint8Array, limitBytes = maxMessageBytes): Decoded<Uint8Array> {
  const preamble = readPreamble(data)
  if (preamble === null) return malformed('the snappy preamble is not a 32-bit varint')
  const { declared, size } = preamble
  if (declared > limitBytes) return malformed(`declares ${declared} bytes, more than ${limitBytes}`)
  if (declared > mostExpanded(data.length - size)) return malformed(`cannot hold ${declared} bytes`)
  try {
    return ok(uncompressSync(data) as Buffer)
  } catch {
    return malformed('the snappy block is corrupt')
  }
}

interface Preamble {
  readonly declared: number
  readonly size: number
}

/** The shortest form only: up to five groups of seven bits, and no last group of zeros. */
function readPreamble(data: Uint8Array): Preamble | null {
  let declared = 0
  for (let i = 0; i < Math.min(data.length, 5); i++) {
    const byte = data[i]!
    declared += (byte & 0x7f) * 2 ** (7 * i)
    if (byte >= 0x80) continue
    const padded = byte === 0 && i > 0
    return padded || declared >= 2 ** 32 ? null : { declared, size: i + 1 }
  }
  return null
}

/** Snappy's densest element is a copy: three bytes that stand for sixty-four. */
function mostExpanded(compressedBytes: number): number {
  return Math.floor((compressedBytes * 64) / 3)
}
