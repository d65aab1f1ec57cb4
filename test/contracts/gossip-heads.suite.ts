import { afterEach, describe, expect, it } from 'vitest'
import { createGossipValidator } from '../../src/actors/gossip/validate.ts'
import type { GossipPort, HeadsRequest, HeadsSource } from '../../src/ports/gossip.ts'
import { attester, attesterKey, headSignedBy, strangerKey } from '../gossip/statements.ts'
import { until } from '../gossip/until.ts'
import type { GossipHarness } from './gossip.suite.ts'

const issuedAtMs = 1_000

/** Long ago, so that no gossip would be accepted. */
function signedAt(number: number, key = attesterKey): Uint8Array {
  return headSignedBy(key, { number, issuedAtMs })
}

/** Serves these heights, as a store would. */
function serving(...numbers: number[]): HeadsSource {
  return (request) => {
    const [from, to] = heightsOf(request, numbers)
    return numbers.filter((number) => number >= from && number <= to).map((number) => signedAt(number))
  }
}

function heightsOf(request: HeadsRequest, numbers: number[]): [number, number] {
  const last = Math.max(...numbers)
  if (request.kind === 'newest') return [last - request.count + 1, last]
  return [request.from, request.from + request.count - 1]
}

/** What everybody who asks for heads by height may rely on. */
export function gossipHeadsContract(name: string, start: () => GossipHarness): void {
  describe(`heads by height: ${name}`, { timeout: 30_000 }, () => {
    const members: GossipPort[] = []
    const { signal } = new AbortController()
    const range = (from: number, count: number): HeadsRequest => ({ kind: 'range', from, count })
    const newest = (count: number): HeadsRequest => ({ kind: 'newest', count })
    let harness = start()

    afterEach(async () => {
      await Promise.all(members.splice(0).map((member) => member.close()))
      await until('nothing is left behind', () => harness.leftovers().length === 0)
      harness = start()
    })

    async function join(to: readonly GossipPort[], heads?: HeadsSource) {
      const accepted: number[] = []
      const validate = createGossipValidator({
        chainId: 901,
        attesters: () => [attester],
        clock: { nowMs: Date.now },
        onAccepted: ({ number }) => accepted.push(number),
      })
      const staticPeers = to.flatMap((peer) => peer.addresses())
      const port = await harness.open({ validate, staticPeers, ...(heads && { heads }) })
      members.push(port)
      return { ...port, accepted }
    }

    /** One who asks, linked to peers with these sources. */
    async function asker(...sources: (HeadsSource | undefined)[]) {
      const peers = []
      for (const source of sources) peers.push(await join([], source))
      const asking = await join(peers)
      await until('all are linked', () => asking.peers().length === sources.length)
      return { asking, peers }
    }
    const scoreOf = (asking: GossipPort, peer: GossipPort) =>
      asking.peers().find(({ id }) => id === peer.peerId)!.score

    it('brings the newest heads to whoever asks, of any age, and says how many were new', async () => {
      const { asking } = await asker(serving(5, 6, 7))
      expect(await asking.askHeads(newest(2), signal)).toBe(2)
      expect(asking.accepted).toEqual([6, 7])
      expect(await asking.askHeads(newest(3), signal)).toBe(1)
      expect(asking.accepted).toEqual([6, 7, 5])
    })

    it('brings a range, both ends included', async () => {
      const { asking } = await asker(serving(4, 5, 6, 7, 8))
      expect(await asking.askHeads(range(5, 3), signal)).toBe(3)
      expect(asking.accepted).toEqual([5, 6, 7])
    })

    it('brings as many as an answer holds', async () => {
      const { asking } = await asker(serving(...Array.from({ length: 256 }, (_, number) => number)))
      expect(await asking.askHeads(range(0, 256), signal)).toBe(256)
    })

    it('goes on to the next peer from one that has nothing, or nothing new', async () => {
      const { asking } = await asker(() => [], serving(5), serving(5, 6))
      expect(await asking.askHeads(range(5, 1), signal)).toBe(1)
      expect(await asking.askHeads(range(5, 2), signal)).toBe(1)
      expect(asking.accepted).toEqual([5, 6])
    })

    it('asks the one peer that is named', async () => {
      const { asking, peers } = await asker(serving(5), serving(5, 6))
      expect(await asking.askHeads(newest(9), signal, peers[1]!.peerId)).toBe(2)
      expect(await asking.askHeads(newest(9), signal, 'nobody of that name')).toBe(0)
    })

    it('answers zero when nobody is there, or nobody speaks the protocol', async () => {
      const alone = await join([])
      expect(await alone.askHeads(newest(1), signal)).toBe(0)
      const { asking, peers } = await asker(undefined)
      expect(await asking.askHeads(newest(1), signal)).toBe(0)
      expect(scoreOf(asking, peers[0]!)).toBeGreaterThanOrEqual(0)
    })

    it('passes over a peer without the protocol', async () => {
      const { asking } = await asker(undefined, serving(5))
      expect(await asking.askHeads(newest(1), signal)).toBe(1)
    })

    it('answers zero once it is told to stop, or closed', async () => {
      const { asking } = await asker(serving(5))
      expect(await asking.askHeads(newest(1), AbortSignal.abort())).toBe(0)
      await asking.close()
      expect(await asking.askHeads(newest(1), signal)).toBe(0)
    })

    it.each<[string, HeadsSource]>([
      ['of another height than was asked for', () => [signedAt(9)]],
      ['in descending order', () => [signedAt(6), signedAt(5)]],
      ['that no key can have signed', () => [signedAt(5), Uint8Array.from(signedAt(6)).fill(0, 0, 64)]],
      ['with a number beyond numbers', () => [Uint8Array.from(signedAt(5)).fill(0xff, 65, 73)]],
    ])('lowers the score of a peer that answers with a head %s, and asks the next', async (_, lie) => {
      const { asking, peers } = await asker(lie)
      await asking.askHeads(range(5, 3), signal)
      expect(scoreOf(asking, peers[0]!)).toBeLessThan(0)
      const honest = await join([asking], serving(7))
      await until('the honest one is linked', () => asking.peers().length === 2)
      expect(await asking.askHeads(range(5, 3), signal)).toBe(1)
      expect(asking.accepted.at(-1)).toBe(7)
      expect(scoreOf(asking, honest)).toBeGreaterThanOrEqual(0)
    })

    it('takes what counts from an answer that strangers signed too', async () => {
      const { asking } = await asker(() => [signedAt(5, strangerKey), signedAt(5), signedAt(6, strangerKey)])
      expect(await asking.askHeads(range(5, 2), signal)).toBe(1)
      expect(asking.accepted).toEqual([5])
    })

    it('neither asks nor serves a peer that has lied too often', async () => {
      let asked = 0
      const liar = await join([], () => {
        asked += 1
        return [signedAt(9)]
      })
      let served = 0
      const asking = await join([liar], () => {
        served += 1
        return [signedAt(7)]
      })
      await until('they are linked', () => asking.peers().length === 1 && liar.peers().length === 1)
      expect(await liar.askHeads(newest(1), signal)).toBe(1)
      for (let lie = 0; lie < 3; lie += 1) await asking.askHeads(range(5, 1), signal)
      await until('it is graylisted', () => scoreOf(asking, liar) < -40)
      const before = asked
      expect(before).toBeGreaterThan(1)
      await asking.askHeads(range(5, 1), signal)
      expect(asked).toBe(before)
      await liar.askHeads(range(6, 2), signal)
      expect(served).toBe(1)
    })

    it('does not relay what was asked for', async () => {
      const { asking } = await asker(serving(5))
      const behind = await join([asking])
      await until('the line is meshed', () => asking.peers().filter(({ inMesh }) => inMesh).length === 2)
      await asking.askHeads(newest(1), signal)
      const later = headSignedBy(attesterKey, { number: 6, issuedAtMs: Date.now() })
      await asking.publish('cross-safe-heads', later)
      await until('a later message is through', () => behind.accepted.length > 0)
      expect(behind.accepted).toEqual([6])
    })
  })
}
