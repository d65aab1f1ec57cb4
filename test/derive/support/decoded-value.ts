import type { Decoded } from '../../../src/wire/decoded.ts'

/** What was decoded, in a test whose subject is what comes after. */
export function decodedValue<T>(decoded: Decoded<T>): T {
  if (decoded.kind === 'malformed') throw new Error(decoded.reason)
  return decoded.value
}
