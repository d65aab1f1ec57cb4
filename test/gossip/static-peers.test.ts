import { describe, expect, it } from 'vitest'
import { parseStaticPeer } from '../../src/adapters/libp2p/dialling.ts'
import { keepDialled, redialDelayMs } from '../../src/adapters/libp2p/static-peers.ts'

/** Plays the outcomes of successive dials and notes what was done about them. */
async function play(
  outcomes: readonly boolean[],
): Promise<{ done: readonly string[]; told: readonly number[] }> {
  const stop = new AbortController()
  const done: string[][] = []
  const told: number[] = []
  const left = [...outcomes]
  await keepDialled({
    peers: ['peer'],
    dial: async () => {
      const connected = left.shift()!
      done.push([connected ? 'connected' : 'failed'])
      if (left.length === 0) stop.abort()
      return connected ? { kind: 'connected' } : { kind: 'failed', detail: 'refused' }
    },
    disconnected: async () => void done.at(-1)!.push('lost'),
    pause: async (delayMs) => void done.at(-1)!.push(`retry in ${delayMs}`),
    onFailure: (_, _detail, retryInMs) => told.push(retryInMs),
    signal: stop.signal,
  })
  return { done: done.map((steps) => steps.join(', ')), told }
}

describe('static peers', () => {
  it('are dialled again after twice the time, up to a minute, for ever', () => {
    const delays = Array.from({ length: 9 }, (_, failures) => redialDelayMs(failures))
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000])
    expect(redialDelayMs(1_000_000)).toBe(60_000)
  })

  it('start over with the shortest delay once they were connected', async () => {
    const { done, told } = await play([false, false, true, false, false])
    expect(told).toEqual([1_000, 2_000, 1_000])
    expect(done).toEqual([
      'failed, retry in 1000',
      'failed, retry in 2000',
      'connected, lost, retry in 1000',
      'failed, retry in 1000',
      'failed',
    ])
  })

  it('do not wait for each other', async () => {
    const stop = new AbortController()
    const dialled: string[] = []
    await keepDialled({
      peers: ['silent', 'other'],
      dial: async (peer, signal) => {
        dialled.push(peer)
        if (peer === 'other') stop.abort()
        else await new Promise((resolve) => signal.addEventListener('abort', resolve))
        return { kind: 'failed', detail: 'refused' }
      },
      disconnected: async () => {},
      pause: async () => {},
      onFailure: () => {},
      signal: stop.signal,
    })
    expect(dialled).toEqual(['silent', 'other'])
  })

  it.each(['', 'peer', '/ip4/127.0.0.1/tcp/9333', '/ip4/127.0.0.1/tcp/9333/p2p/nobody', '127.0.0.1:9333'])(
    'must say who they are: "%s" does not',
    (text) => expect(parseStaticPeer(text)).toBeNull(),
  )

  it('may be named instead of numbered', () => {
    const id = '16Uiu2HAm7gyZ5uUHTq6Gd7KVEEGYTUVxWTeJZQFuWG9JFtAQWzdZ'
    expect(parseStaticPeer(`/dns4/attester.example/tcp/9333/p2p/${id}`)?.id.toString()).toBe(id)
  })
})
