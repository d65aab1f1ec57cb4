/** How far below the L1 tip a sequencer takes its origins, so that a small reorg of L1 leaves them alone. */
const confirmationDepth = 1

/**
 * The L1 origin of the next block: its parent's, or the one after it once that is deep enough.
 * Never more than one step, because no L1 block may be left out of a rollup.
 */
export function nextOriginNumber(parentOrigin: number, l1Latest: number): number {
  return parentOrigin + 1 <= l1Latest - confirmationDepth ? parentOrigin + 1 : parentOrigin
}

/** Position of a block among those that share its L1 origin. */
export function sequenceNumber(
  parent: { readonly l1origin: { readonly number: number }; readonly sequenceNumber: number },
  originNumber: number,
): number {
  return parent.l1origin.number === originNumber ? parent.sequenceNumber + 1 : 0
}
