import type { Stream, StreamMessageEvent } from '@libp2p/interface'

export type ReadOutcome =
  | { readonly kind: 'read'; readonly data: Uint8Array }
  | { readonly kind: 'too-long' }
  /** Reset, cut off with the connection, or not ended by the deadline. */
  | { readonly kind: 'broken' }

/** All that the other side writes until it ends its half, if that is no more than the limit. */
export async function readToEnd(
  stream: Stream,
  limitBytes: number,
  signal: AbortSignal,
): Promise<ReadOutcome> {
  const { promise, resolve } = Promise.withResolvers<ReadOutcome>()
  const listening = new AbortController()
  const chunks: Uint8Array[] = []
  let bytes = 0
  // A lost connection ends the reading too, and only this tells the two apart.
  let saidAll = stream.remoteWriteStatus === 'closed'
  const onBroken = (): void => resolve({ kind: 'broken' })
  const onEnd = (): void => {
    if (saidAll && stream.status !== 'reset') resolve({ kind: 'read', data: Buffer.concat(chunks) })
    else onBroken()
  }
  const onSaidAll = (): void => {
    saidAll = true
  }
  const onMessage = ({ data }: StreamMessageEvent): void => {
    bytes += data.byteLength
    if (bytes > limitBytes) resolve({ kind: 'too-long' })
    else chunks.push(data.subarray())
    if (stream.readableEnded) onEnd()
  }
  stream.addEventListener('remoteCloseWrite', onSaidAll, { signal: listening.signal })
  stream.addEventListener('message', onMessage, { signal: listening.signal })
  stream.addEventListener('end', onEnd, { signal: listening.signal })
  stream.addEventListener('close', onEnd, { signal: listening.signal })
  signal.addEventListener('abort', onBroken, { signal: listening.signal })
  if (signal.aborted) onBroken()
  // What came along with the negotiation of the protocol is put back, possibly after the end was told.
  if (stream.readableEnded && stream.readBufferLength === 0) onEnd()
  const outcome = await promise
  listening.abort()
  return outcome
}
