import { type Stream, StreamMessageEvent } from '@libp2p/interface'
import { expect, it } from 'vitest'
import { readToEnd } from '../../src/adapters/libp2p/read-to-end.ts'

/** As much of a stream as the reader looks at; everything happens when it is told to. */
function stream(is: Partial<Stream> = {}) {
  const base = { remoteWriteStatus: 'writable', status: 'open', readableEnded: false, readBufferLength: 0 }
  return Object.assign(new EventTarget(), base, is) as unknown as Stream
}
const { signal } = new AbortController()
const say = (to: Stream, text: string) => to.dispatchEvent(new StreamMessageEvent(Buffer.from(text)))
const end = (of: Stream) => of.dispatchEvent(new Event('end'))

it('reads what is put back after the end was told, as by the negotiation of the protocol', async () => {
  const ended = stream({ remoteWriteStatus: 'closed', readableEnded: true, readBufferLength: 3 })
  const reading = readToEnd(ended, 10, signal)
  say(ended, 'all')
  expect(await reading).toEqual({ kind: 'read', data: Buffer.from('all') })
})

it('reads nothing where the end was told and nothing is left', async () => {
  const ended = stream({ remoteWriteStatus: 'closed', readableEnded: true })
  expect(await readToEnd(ended, 10, signal)).toEqual({ kind: 'read', data: Buffer.of() })
})

it('takes exactly the limit, and no byte more', async () => {
  for (const [text, kind] of [
    ['12345', 'read'],
    ['123456', 'too-long'],
  ] as const) {
    const open = stream()
    const reading = readToEnd(open, 5, signal)
    say(open, text.slice(0, 3))
    say(open, text.slice(3))
    open.dispatchEvent(new Event('remoteCloseWrite'))
    end(open)
    expect((await reading).kind).toBe(kind)
  }
})

it('does not take what a lost connection cut off for all that was said', async () => {
  const open = stream()
  const reading = readToEnd(open, 10, signal)
  say(open, 'half')
  end(open)
  expect(await reading).toEqual({ kind: 'broken' })
})
