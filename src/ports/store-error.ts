export type StoreErrorCode =
  /** The data directory cannot be made or written. */
  | 'unwritable'
  /** Another process works in the data directory. */
  | 'locked'
  /** The file was written by a newer op-follower. */
  | 'newer-schema'
  /** The file holds something this program never wrote. */
  | 'corrupt'
  /** The disk failed underneath: nothing can be promised any more. */
  | 'failed'

/** Facts cannot be kept. Its message is for the operator: what was seen and what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError'
  readonly code: StoreErrorCode

  constructor(code: StoreErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}
