/** What the wire carries at most and at least. All are checked before anything is allocated. */

/** Decompressed, signature included; also the limit of the gossip RPC that carries it. */
export const maxMessageBytes = 10 * 1024 * 1024

/** A signature and one byte: below this nothing can be a message on any topic. */
export const minMessageBytes = 66

export const signatureBytes = 65

/** The body of a head: six fixed fields. */
export const headBytes = 96

export const maxExtraDataBytes = 32

export const maxTransactionsPerPayload = 2 ** 20

export const maxWithdrawalsPerPayload = 16

/** Signed heads in one answer to a question by height, and heights in one question. */
export const maxHeadsPerAnswer = 256

export const headMessageBytes = signatureBytes + headBytes

/** A question by height: two integers. */
export const headsRequestBytes = 16

/** A result and the most heads. */
export const maxHeadsResponseBytes = 1 + maxHeadsPerAnswer * headMessageBytes
