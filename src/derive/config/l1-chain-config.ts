/** When the fee of L1's blobs changes its pace. */
interface BlobFeeStep {
  /** Unix seconds. */
  readonly time: number
  readonly baseFeeUpdateFraction: bigint
}

/** What is needed to know of an L1 chain: the blob fee that L1-info transactions carry. */
export interface L1ChainConfig {
  readonly chainId: number
  /** Ascending by time; empty before Cancun. */
  readonly blobFeeSteps: readonly BlobFeeStep[]
}
