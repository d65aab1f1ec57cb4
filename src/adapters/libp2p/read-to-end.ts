import type { Stream, StreamCloseEvent, StreamMessageEvent } from '@libp2p/interface'

export type ReadOutcome =
  | { readonly kind: 'read'; readonly data: Uint8Array }
  | { readonly kind: 'too-long' }
  /** Reset, or not ended by the deadline. */
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
  const onMessage = ({ data }: StreamMessageEvent): void => {
    bytes += data.byteLength
    if (bytes > limitBytes) resolve({ kind: 'too-long' })
    else chunks.push(data.subarray())
  }
  const onEnd = (): void => resolve({ kind: 'read', data: Buffer.concat(chunks) })
  const onClose = ({ error }: StreamCloseEvent): void =>
    error === undefined ? onEnd() : resolve({ kind: 'broken' })
  stream.addEventListener('message', onMessage, { signal: listening.signal })
  stream.addEventListener('end', onEnd, { signal: listening.signal })
  stream.addEventListener('close', onClose, { signal: listening.signal })
  signal.addEventListener('abort', () => resolve({ kind: 'broken' }), { signal: listening.signal })
  if (stream.readableEnded) onEnd()
  if (signal.aborted) resolve({ kind: 'broken' })
  const outcome = await promise
  listening.abort()
  return outcome
}
