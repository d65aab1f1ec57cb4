export interface KeptBody {
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>
  /** What was read of the body, as text. */
  readonly text: () => string
}

/**
 * A fetch for one call that keeps the bytes its caller reads, so that the text is at hand after it
 * was parsed. The headers stay behind: viem forgets the status of an error that announces JSON and is none.
 */
export function keepBody(): KeptBody {
  const chunks: Uint8Array[] = []
  return {
    fetch: async (input, init) => {
      const { body, status, statusText } = await fetch(input, init)
      return new Response(body?.pipeThrough(keepingIn(chunks)) ?? null, { status, statusText })
    },
    text: () => Buffer.concat(chunks).toString('utf8'),
  }
}

function keepingIn(chunks: Uint8Array[]): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    transform: (chunk, controller) => {
      chunks.push(chunk)
      controller.enqueue(chunk)
    },
  })
}
