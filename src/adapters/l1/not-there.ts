import type { Trouble } from '../../ports/trouble.ts'

/** EIP-1474, "resource not found". Many clients answer null instead. */
const resourceNotFound = -32_001

/** An endpoint has not what another had a moment ago: it lags, or L1 was reorganised. */
export function notThere(detail: string): Trouble {
  return { kind: 'refused', code: resourceNotFound, detail }
}
