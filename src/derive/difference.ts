/** Where a block is not what its parent and L1 make of it. */
export interface Difference {
  /** As the Engine API, the L1-info transaction or the header calls it, with an index where there are several. */
  readonly field: string
  readonly expected: string
  readonly seen: string
}
