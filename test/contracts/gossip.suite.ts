import { afterEach, describe, expect, it } from 'vitest'
import type { AttestationTopic } from '../../machines/values.ts'
import { createGossipValidator } from '../../src/actors/gossip/validate.ts'
import type {
  GossipMessage,
  GossipPort,
  GossipValidator,
  GossipVerdict,
  HeadsSource,
} from '../../src/ports/gossip.ts'
import { maxMessageBytes } from '../../src/wire/limits.ts'
import { attester, attesterKey, headSignedBy } from '../gossip/statements.ts'
import { until } from '../gossip/until.ts'

/** How one implementation opens members of one mesh and clears up after them. */
export interface GossipHarness {
  readonly open: (options: {
    readonly validate: GossipValidator
    readonly staticPeers: readonly string[]
    readonly heads?: HeadsSource
  }) => Promise<GossipPort>
  /** Whatever the implementation could leave behind when all members are closed; empty when nothing. */
  readonly leftovers: () => readonly string[]
}

interface Member extends GossipPort {
  readonly heard: readonly GossipMessage[]
}

const topics: readonly AttestationTopic[] = ['cross-safe-blocks', 'cross-safe-heads']
const accept: GossipVerdict = { kind: 'accept' }

/** What everybody who uses the gossip port may rely on. */
export function gossipContract(name: string, start: () => GossipHarness): void {
  describe(`gossip port: ${name}`, { timeout: 30_000 }, () => {
    const members: GossipPort[] = []
    let harness = start()

    afterEach(async () => {
      await Promise.all(members.splice(0).map((member) => member.close()))
      await until('nothing is left behind', () => harness.leftovers().length === 0)
      harness = start()
    })

    async function join(to: readonly GossipPort[], verdict: (message: GossipMessage) => GossipVerdict) {
      const heard: GossipMessage[] = []
      const validate = (message: GossipMessage): GossipVerdict => {
        heard.push(message)
        return verdict(message)
      }
      const port = await harness.open({ validate, staticPeers: to.flatMap((peer) => peer.addresses()) })
      members.push(port)
      return { ...port, heard }
    }

    /** A line of three, so that the last hears the first only through the one between. */
    async function line(
      verdict: (message: GossipMessage) => GossipVerdict,
    ): Promise<[Member, Member, Member]> {
      const first = await join([], () => accept)
      const between = await join([first], verdict)
      const last = await join([between], () => accept)
      await until('the line is meshed', () => meshed(first, 1) && meshed(between, 2) && meshed(last, 1))
      return [first, between, last]
    }

    it('carries a message on either topic to the far end of a line', async () => {
      const [first, between, last] = await line(() => accept)
      for (const topic of topics) {
        expect(await first.publish(topic, bytes(topic))).toEqual({ kind: 'published', recipients: 1 })
      }
      await until('both messages are through', () => last.heard.length === 2)
      expect(byTopic(last.heard)).toEqual(topics.map((topic) => [topic, bytes(topic)]))
      expect(last.heard.map(({ from }) => from)).toEqual([between.peerId, between.peerId])
    })

    it('treats the same bytes on the two topics as two messages', async () => {
      const [first, , last] = await line(() => accept)
      for (const topic of topics) await first.publish(topic, bytes('same'))
      await until('both are through', () => last.heard.length === 2)
      expect(byTopic(last.heard).map(([topic]) => topic)).toEqual(topics)
    })

    it('relays an attestation for the validator of a follower that has derived nothing yet', async () => {
      const number = 40_000_000
      const between: number[] = []
      const validate = createGossipValidator({
        chainId: 901,
        attesters: () => [attester],
        clock: { nowMs: Date.now },
        onAccepted: (attestation) => between.push(attestation.number),
      })
      const [first, , last] = await line(validate)
      await first.publish('cross-safe-heads', headSignedBy(attesterKey, { number, issuedAtMs: Date.now() }))
      await until('it is through', () => last.heard.length === 1)
      expect(between).toEqual([number])
    })

    it.each<[string, GossipVerdict]>([
      ['ignored', { kind: 'ignore', reason: 'test', penalty: false }],
      ['ignored with a penalty', { kind: 'ignore', reason: 'test', penalty: true }],
      ['rejected', { kind: 'reject', reason: 'test' }],
    ])('does not relay what is %s, and goes on with what comes after', async (_, verdict) => {
      const [first, between, last] = await line(({ data }) => (isText(data, 'bad') ? verdict : accept))
      await first.publish('cross-safe-blocks', bytes('bad'))
      await until('the verdict is given', () => between.heard.length === 1)
      await between.publish('cross-safe-blocks', bytes('good'))
      await until('the other message is through', () => last.heard.length === 1)
      expect(last.heard.map(({ data }) => textOf(data))).toEqual(['good'])
    })

    it('no longer listens to a peer whose message was rejected', async () => {
      const [first, between, last] = await line(({ data }) =>
        isText(data, 'bad') ? { kind: 'reject', reason: 'test' } : accept,
      )
      await first.publish('cross-safe-heads', bytes('bad'))
      await until('the peer is graylisted', () => scoreOf(between, first) < -40)
      expect(scoreOf(between, last)).toBeGreaterThanOrEqual(0)
    })

    it('relays for a validator that answers later', async () => {
      const first = await join([], () => accept)
      const slow = Promise.withResolvers<GossipVerdict>()
      const between = await harness.open({ validate: () => slow.promise, staticPeers: first.addresses() })
      members.push(between)
      const last = await join([between], () => accept)
      await until('the line is meshed', () => meshed(first, 1) && meshed(between, 2))
      await first.publish('cross-safe-heads', bytes('later'))
      slow.resolve(accept)
      await until('the message is through', () => last.heard.length === 1)
    })

    it('says when nobody listens', async () => {
      const alone = await join([], () => accept)
      expect(await alone.publish('cross-safe-heads', bytes('?'))).toEqual({ kind: 'nobody-subscribed' })
    })

    it('says when a message was published before', async () => {
      const [first] = await line(() => accept)
      await first.publish('cross-safe-heads', bytes('again'))
      expect(await first.publish('cross-safe-heads', bytes('again'))).toEqual({ kind: 'duplicate' })
    })

    it('carries the largest message both ways and refuses one byte more', async () => {
      const one = await join([], () => accept)
      const other = await join([one], () => accept)
      await until('they are meshed', () => meshed(one, 1) && meshed(other, 1))
      for (const [from, to] of [
        [one, other],
        [other, one],
      ] as const) {
        for (const size of [4 * 1024 * 1024 + 1, maxMessageBytes]) {
          const data = incompressible(size, from.peerId)
          expect(await from.publish('cross-safe-blocks', data)).toEqual({ kind: 'published', recipients: 1 })
          await until(`${size} bytes arrive`, () => to.heard.some((message) => message.data.length === size))
          expect(Buffer.compare(to.heard.at(-1)!.data, data)).toBe(0)
        }
      }
      const tooMuch = new Uint8Array(maxMessageBytes + 1)
      expect(await one.publish('cross-safe-blocks', tooMuch)).toEqual({
        kind: 'too-large',
        bytes: maxMessageBytes + 1,
        limitBytes: maxMessageBytes,
      })
    })

    it('tells who is there at once and at each change, until the listener leaves', async () => {
      const one = await join([], () => accept)
      const counts: number[] = []
      const leave = one.onPeers((peers) => counts.push(peers.length))
      expect(counts).toEqual([0])
      const other = await join([one], () => accept)
      await until('the other is seen on both topics', () => one.peers()[0]?.topics.length === 2)
      expect(one.peers().map(({ id }) => id)).toEqual([other.peerId])
      expect(counts.at(-1)).toBe(1)
      await other.close()
      await until('the other is gone', () => counts.at(-1) === 0)
      leave()
      const told = counts.length
      const third = await join([one], () => accept)
      await until('the third is there', () => meshed(third, 1))
      expect(counts.length).toBe(told)
    })

    it('finds a static peer again that went away and came back', async () => {
      const one = await join([], () => accept)
      const other = await join([one], () => accept)
      await until('they are meshed', () => meshed(one, 1))
      await other.close()
      await until('the other is gone', () => one.peers().length === 0)
      const back = await join([one], () => accept)
      await until('it is back', () => meshed(one, 1) && meshed(back, 1))
      await one.publish('cross-safe-heads', bytes('welcome'))
      await until('it hears', () => back.heard.length === 1)
    })
  })
}

function meshed(member: GossipPort, count: number): boolean {
  return member.peers().filter(({ inMesh, topics: on }) => inMesh && on.length === 2).length === count
}

function scoreOf(member: GossipPort, peer: GossipPort): number {
  return member.peers().find(({ id }) => id === peer.peerId)!.score
}

function byTopic(heard: readonly GossipMessage[]): readonly (readonly [AttestationTopic, Uint8Array])[] {
  const sorted = heard.toSorted((a, b) => a.topic.localeCompare(b.topic))
  return sorted.map(({ topic, data }) => [topic, Uint8Array.from(data)])
}

function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function textOf(data: Uint8Array): string {
  return new TextDecoder().decode(data)
}

function isText(data: Uint8Array, text: string): boolean {
  return textOf(data) === text
}

/** Noise from a seed, so that the size on the wire is the size here. */
function incompressible(size: number, seed: string): Uint8Array {
  const words = new Uint32Array(Math.ceil(size / 4))
  let state = Buffer.from(seed).reduce((sum, byte) => (sum * 31 + byte) >>> 0, size)
  for (let i = 0; i < words.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    words[i] = state ^ (state >>> 13)
  }
  return new Uint8Array(words.buffer, 0, size)
}
