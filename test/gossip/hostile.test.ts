import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Attestation } from '../../machines/values.ts'
import { createGossipValidator } from '../../src/actors/gossip/validate.ts'
import { type Libp2pGossipOptions, openLibp2pGossip } from '../../src/adapters/libp2p/gossip.ts'
import type { GossipPort, GossipVerdict } from '../../src/ports/gossip.ts'
import { compress } from '../../src/wire/compression.ts'
import { topicName } from '../../src/wire/topics.ts'
import { floods, genuineHead, strangersHead } from './floods.ts'
import { type HostilePeer, openHostilePeer } from './hostile-peer.ts'
import { attester } from './statements.ts'
import { until } from './until.ts'

const chainId = 901
const headsTopic = topicName('cross-safe-heads', chainId)
const graylist = -40

/** One follower with the real validator, an honest attester, and flooders, over real sockets. */
describe('a follower between an honest attester and a flooder', { timeout: 30_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'op-follower-hostile-'))
  const accepted: Attestation[] = []
  const verdicts: { readonly from: string; readonly verdict: string }[] = []
  const published = new Set<number>()
  let follower: GossipPort
  let honest: GossipPort

  beforeAll(async () => {
    const validate = createGossipValidator({
      chainId,
      attesters: () => [attester],
      clock: { nowMs: Date.now },
      onAccepted: (attestation) => accepted.push(attestation),
      onVerdict: (verdict, { from }) => verdicts.push({ from, verdict: told(verdict) }),
    })
    follower = await open('follower', { staticPeers: [], validate })
    honest = await open('honest', {
      staticPeers: follower.addresses(),
      validate: () => ({ kind: 'accept' }),
    })
    await until('the honest peer is meshed', () => follower.peers().some(({ inMesh }) => inMesh))
  })

  afterAll(async () => {
    await Promise.all([follower.close(), honest.close()])
    rmSync(directory, { recursive: true })
  })

  function open(name: string, options: Pick<Libp2pGossipOptions, 'staticPeers' | 'validate'>) {
    const listen = { ip: '127.0.0.1', port: 0 }
    return openLibp2pGossip({ chainId, identityPath: join(directory, name), listen, ...options })
  }

  const flood = () => openHostilePeer(follower.addresses()[0]!)
  const scoreOf = (id: string): number => follower.peers().find((peer) => peer.id === id)?.score ?? 0
  const verdictsOf = (id: string): string[] =>
    verdicts.filter(({ from }) => from === id).map((v) => v.verdict)
  const isAccepted = (number: number): boolean => accepted.some((statement) => statement.number === number)

  async function honestHeadIsAccepted(): Promise<void> {
    const number = 1_000_000 + published.size
    published.add(number)
    const outcome = await honest.publish('cross-safe-heads', genuineHead(number))
    expect(outcome.kind).toBe('published')
    await until(`head ${number} is accepted`, () => isAccepted(number))
  }

  /** Heads of strangers reach the validator as long as the peer is listened to at all. */
  async function deaf(flooder: HostilePeer): Promise<void> {
    for (let n = 0, silence = 0; silence < 20; n++) {
      expect(n).toBeLessThan(1_000)
      const before = verdictsOf(flooder.id).length
      await flooder.send(headsTopic, compress(strangersHead(n)))
      await sleep(10)
      silence = verdictsOf(flooder.id).length === before ? silence + 1 : 0
    }
  }

  it.concurrent.each(floods)(
    'graylists who floods $of, and hears the honest peer',
    async ({ verdict, messages, send }) => {
      const flooder = await flood()
      await honestHeadIsAccepted()
      for (let n = 0; n < messages; n++) await send(flooder, n)
      await until('it is graylisted', () => scoreOf(flooder.id) < graylist)
      expect(new Set(verdictsOf(flooder.id))).toEqual(new Set(verdict === null ? [] : [verdict]))
      await deaf(flooder)
      await honestHeadIsAccepted()
      expect(scoreOf(honest.peerId)).toBeGreaterThanOrEqual(0)
      expect(accepted.every(({ number }) => published.has(number))).toBe(true)
      await flooder.close()
    },
  )

  it('accepts the genuine message although a copy of it came on the wrong topic before', async () => {
    const flooder = await flood()
    const number = 2_000_000
    const genuine = genuineHead(number)
    await flooder.send(topicName('cross-safe-blocks', chainId), compress(genuine))
    await until('the copy is judged', () => verdictsOf(flooder.id).length === 1)
    await honest.publish('cross-safe-heads', genuine)
    await until('the genuine one is accepted', () => isAccepted(number))
    await flooder.close()
  })

  it('forgives a relay a few statements of a signer it does not know', async () => {
    const relay = await flood()
    const few = 50
    for (let n = 0; n < few; n++) await relay.send(headsTopic, compress(strangersHead(n)))
    await until('all are judged', () => verdictsOf(relay.id).length === few)
    await relay.send(headsTopic, compress(genuineHead(3_000_000)))
    await until('what it says truly is accepted', () => isAccepted(3_000_000))
    await relay.close()
  })
})

function told(verdict: GossipVerdict): string {
  return verdict.kind === 'accept' ? 'accept' : `${verdict.kind} ${verdict.reason}`
}
