import { generateKeyPair } from '@libp2p/crypto/keys'
import type { Connection, PeerId } from '@libp2p/interface'
import { peerIdFromPrivateKey } from '@libp2p/peer-id'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeDeadLinks, sweepEveryMs } from '../../src/adapters/libp2p/dead-links.ts'

/** Two connected peers; the test breaks and mends their gossip streams. */
async function twoPeers() {
  const peers = await Promise.all(
    ['one', 'other'].map(async () => peerIdFromPrivateKey(await generateKeyPair('secp256k1'))),
  )
  const [one, other] = peers as [PeerId, PeerId]
  const closed: PeerId[] = []
  const streams = () => new Map(peers.map((peer) => [peer.toString(), {}]))
  const router = { streamsInbound: streams(), streamsOutbound: streams() }
  const node = {
    getPeers: () => peers,
    getConnections: (peer?: PeerId) => [{ abort: () => closed.push(peer!) } as unknown as Connection],
  }
  const stop = new AbortController()
  closeDeadLinks(node, router, stop.signal)
  return { one, other, router, closed, stop }
}

describe('a connection without gossip', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it.each(['streamsInbound', 'streamsOutbound'] as const)(
    'is closed when it stays so: %s',
    async (direction) => {
      const { one, router, closed, stop } = await twoPeers()
      router[direction].delete(one.toString())
      vi.advanceTimersByTime(sweepEveryMs)
      expect(closed).toEqual([])
      vi.advanceTimersByTime(sweepEveryMs)
      expect(closed).toEqual([one])
      stop.abort()
    },
  )

  it('is left alone when it comes up from one sweep to the next', async () => {
    const { one, router, closed, stop } = await twoPeers()
    router.streamsOutbound.delete(one.toString())
    vi.advanceTimersByTime(sweepEveryMs)
    router.streamsOutbound.set(one.toString(), {})
    vi.advanceTimersByTime(10 * sweepEveryMs)
    expect(closed).toEqual([])
    stop.abort()
  })

  it('is nobody’s business after the end', async () => {
    const { one, router, closed, stop } = await twoPeers()
    router.streamsInbound.delete(one.toString())
    stop.abort()
    vi.advanceTimersByTime(10 * sweepEveryMs)
    expect(closed).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })
})
